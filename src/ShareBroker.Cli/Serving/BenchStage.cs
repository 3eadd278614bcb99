using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ShareBroker.Client;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Serving;

/// <summary>A broker, a holder and some cases in a folder that is thrown away afterwards.</summary>
internal sealed class BenchStage : IAsyncDisposable
{
    public const int CaseCount = 128;

    private const string Prefecture = "fr-21-pref";
    private const string Social = "fr-21-social";
    private const string Police = "fr-21-police";
    private const string Instance = "fr.cpraf/21";

    private static readonly string[] Paths =
    [
        "subject.name.full", "subject.birth_date", "subject.age_band", "needs.service_types", "needs.detail",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("sharebroker-bench-").FullName;
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly List<IDisposable> _owned = [];
    private readonly Dictionary<string, BrokerClient> _clerks = new(StringComparer.Ordinal);
    private readonly TrialSetup _setup;
    private AgencyHost? _holder;
    private IStageBroker? _broker;

    /// <summary>Writes the configuration; nothing runs yet.</summary>
    /// <param name="policies">Folder of the policies.</param>
    /// <param name="port">Port of the broker; 0 lets the system choose, which only a broker in this process can tell.</param>
    public BenchStage(string policies, int port = 0)
    {
        var wish = new TrialWish
        {
            Listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
            Policies = policies,
            Agencies =
            [
                new AgencySeed { Id = Prefecture, Type = "prefecture", Country = "fr", Administers = true },
                new AgencySeed { Id = Social, Type = "social", Country = "fr" },
                new AgencySeed { Id = Police, Type = "police", Country = "fr" },
            ],
        };
        _setup = TrialSetup.Create(_folder, wish, TimeProvider.System, _random);
        var settings = SettingsReader.Read(_setup.SettingsFile) with
        {
            Limits = new DoorLimits { CallsPerSecondPerAgency = 1_000_000, BurstPerAgency = 1_000_000, CallsPerAgencyMax = 10_000 },
        };
        File.WriteAllBytes(_setup.SettingsFile, SettingsReader.Write(settings));
    }

    /// <summary>Folder of the broker's log, registers and public keys.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>The broker's own certificate, for a server beside it.</summary>
    public X509Certificate2 BrokerCertificate => Load(_setup.BrokerCertificateFile, Path.Combine(_folder, "broker.key"));

    /// <summary>Starts a broker and the holder, and fills the registers.</summary>
    public async Task StartAsync(
        Func<TrialSetup, CancellationToken, Task<IStageBroker>> startBroker, CancellationToken cancellationToken)
    {
        var records = Directory.CreateDirectory(Path.Combine(_folder, "records")).FullName;
        for (var number = 0; number < CaseCount; number++)
        {
            await File.WriteAllTextAsync(Path.Combine(records, $"P-{number}.json"), Record(), cancellationToken);
        }

        _broker = await startBroker(_setup, cancellationToken);
        _holder = await AgencyHost.StartAsync(
            new AgencySettings
            {
                Id = Police,
                Listen = "127.0.0.1:0",
                Records = records,
                Certificate = _setup.CertificateOf(Police),
                Key = _setup.KeyOf(Police),
                Authority = _setup.AuthorityFile,
                BrokerCertificate = _setup.BrokerCertificateFile,
                Trust = Path.Combine(_broker.PublicFolder, "trust.txt"),
                Jwks = Path.Combine(_broker.PublicFolder, "jwks.json"),
            },
            TimeProvider.System,
            cancellationToken);
        await FillAsync(cancellationToken);
    }

    public BrokerClient ClientOf(string agency = Social, string role = "member")
    {
        var options = OptionsOf(agency);
        var tokens = new IssuerTokens(options, new ActingPerson("p-17", role), TimeProvider.System);
        var client = new BrokerClient(options, tokens, TimeProvider.System);
        _owned.Add(client);
        _owned.Add(tokens);
        return client;
    }

    public static DisclosureTerms Terms(int number)
    {
        var terms = new DisclosureTerms
        {
            CaseId = $"S-{number % CaseCount}",
            HolderAgencyId = Police,
            Regime = "fr.cpraf",
            Forum = "fr.cpraf",
            ForumInstanceId = Instance,
            MeetingId = "bench",
            Purpose = "support.service_planning",
            LegalBasis = { "eu-gdpr:A6-1-e", "fr.circ.2014-04-29" },
            Why = "Choose the next step for this case",
        };
        terms.Fields.AddRange(Paths.Select(static path => new RequestedField { Path = path }));
        return terms;
    }

    public BrokerClientOptions OptionsOf(string agency = Social) => new()
    {
        Address = _broker!.Address,
        AgencyId = agency,
        Certificate = Load(_setup.CertificateOf(agency), _setup.KeyOf(agency)),
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(_setup.AuthorityFile)],
        Trust = TlogPolicy.Parse(File.ReadAllText(Path.Combine(_broker.PublicFolder, "trust.txt"))),
        StatementKeys = JwkSet.Parse(File.ReadAllBytes(Path.Combine(_broker.PublicFolder, "jwks.json"))),
    };

    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(static each => each.Dispose());
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        if (_holder is not null)
        {
            await _holder.DisposeAsync();
        }

        _random.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static X509Certificate2 Load(string certificate, string key)
    {
        using var loaded = X509Certificate2.CreateFromPemFile(certificate, key);
        return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), password: null);
    }

    private static string Record()
    {
        var record = new JsonObject();
        foreach (var path in Paths)
        {
            var value = path switch { "subject.birth_date" => "2009-04-12", "subject.age_band" => "12-17", _ => "fictitious" };
            record[path] = new JsonObject { ["value"] = value, ["basis"] = "fact", ["version"] = "1" };
        }

        return record.ToJsonString();
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var office = ClientOf(Prefecture, "coordinator");
        var call = office.Options(cancellationToken).WithDeadline(DateTime.MaxValue);
        var registers = office.Registers;
        var police = new Agency
        {
            AgencyId = Police,
            Type = "police",
            Country = "fr",
            HolderAddress = _holder!.Address,
            CertificateSha256 = { ThumbprintOf(_setup.CertificateOf(Police)) },
        };
        await registers.PutAgencyAsync(new PutAgencyRequest { Agency = police }, call);
        var instance = new ForumInstance
        {
            ForumInstanceId = Instance, Forum = "fr.cpraf", Regime = "fr.cpraf", RegimeStatus = "confirmed",
        };
        await registers.PutForumInstanceAsync(new PutForumInstanceRequest { ForumInstance = instance }, call);
        foreach (var agency in new[] { Prefecture, Social, Police })
        {
            var contact = new Actor { Id = $"p-{agency}", Role = "spoc" };
            var member = new Member { ForumInstanceId = Instance, AgencyId = agency, Active = true, Contact = contact };
            await registers.PutMemberAsync(new PutMemberRequest { Member = member }, call);
            var agreement = new Agreement { AgencyId = agency, Kind = "confidentiality", Status = "signed" };
            await registers.PutAgreementAsync(new PutAgreementRequest { Agreement = agreement }, call);
        }

        var mapping = new HolderMapping { AgencyId = Police, DefaultOriginPurpose = "none" };
        await registers.PutHolderMappingAsync(new PutHolderMappingRequest { Mapping = mapping }, call);
        var cases = await Task.WhenAll(Enumerable.Range(0, CaseCount).Select(number => OpenAsync(number, cancellationToken)));
        var meeting = new Meeting { MeetingId = "bench", ForumInstanceId = Instance, Date = "2026-03-05", CaseIds = { cases } };
        await registers.PutMeetingAsync(new PutMeetingRequest { Meeting = meeting }, call);
    }

    private BrokerClient Clerk(string agency)
    {
        lock (_clerks)
        {
            return _clerks.TryGetValue(agency, out var clerk) ? clerk : _clerks[agency] = ClientOf(agency, "spoc");
        }
    }

    private async Task<string> OpenAsync(int number, CancellationToken cancellationToken)
    {
        var police = Clerk(Police);
        var call = police.Options(cancellationToken).WithDeadline(DateTime.MaxValue);
        var open = new OpenCaseRequest { ForumInstanceId = Instance, SubjectId = $"P-{number}" };
        open.Facts.Add(new CaseFact { Key = "police_search", ValueJson = "\"no_security_response\"" });
        open.Facts.Add(new CaseFact { Key = "case.security_threat", ValueJson = "\"none\"" });
        var caseId = (await police.Cases.OpenCaseAsync(open, call)).Case.CaseId;
        var link = new LinkSubjectRequest { CaseId = caseId, SubjectId = $"S-{number}" };
        await Clerk(Social).Cases.LinkSubjectAsync(link, call);
        return caseId;
    }

    private static string ThumbprintOf(string file)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return Server.Trust.CertificateCheck.ThumbprintOf(certificate);
    }
}
