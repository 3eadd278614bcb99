using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using ShareBroker.Client;
using ShareBroker.Client.Holding;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;
using ShareBroker.Server.Trust;
using ShareBroker.Tests;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests.Support;

/// <summary>A real broker on loopback with real certificates, three agencies, a holder with a record, and one case on an agenda.</summary>
public sealed class BrokerStage : IAsyncLifetime
{
    public const string Prefecture = "fr-21-pref";
    public const string Social = "fr-21-social";
    public const string Police = "fr-21-police";
    public const string Instance = "fr.cpraf/21";
    public const string HeldSubject = "P-CANARY-77";
    public const string AskedSubject = "S-CANARY-42";

    /// <summary>A value that must never leave the payload.</summary>
    public const string Canary = "kanarienvogel";

    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly List<IDisposable> _owned = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("sharebroker-server-").FullName;

    public TrialSetup Setup { get; private set; } = null!;

    public BrokerSettings Settings { get; private set; } = null!;

    public BrokerHost Broker { get; private set; } = null!;

    /// <summary>Who puts policies in force; null to take them from the folder. Then <see cref="BeginAsync"/> has to.</summary>
    internal GovernanceSettings? Governance { get; init; }

    /// <summary>What decides.</summary>
    internal EngineSettings Engine { get; init; } = new();

    /// <summary>Runs before the registers are filled.</summary>
    internal Func<BrokerStage, Task>? BeginAsync { get; init; }

    public string CaseId { get; private set; } = "";

    /// <summary>A second authority that the broker trusts, and whose key the tests hold.</summary>
    internal TrialAuthority Second { get; } =
        TrialAuthority.Create("Second authority", TimeProvider.System, RandomNumberGenerator.Create());

    internal LogWatch Log { get; } = new();

    private string SecondAuthorityFile => Path.Combine(Folder, "second.pem");

    internal TestHolder Holder { get; } = new();

    public async Task InitializeAsync()
    {
        var wish = new TrialWish
        {
            Listen = "127.0.0.1:0",
            Policies = Path.Combine(TestPlaces.Root, "policies"),
            Governance = Governance,
            Agencies =
            [
                new AgencySeed { Id = Prefecture, Type = "prefecture", Country = "fr", Administers = true },
                new AgencySeed { Id = Social, Type = "social", Country = "fr" },
                new AgencySeed { Id = Police, Type = "police", Country = "fr" },
            ],
        };
        Setup = TrialSetup.Create(Folder, wish, TimeProvider.System, _random);
        await File.WriteAllTextAsync(SecondAuthorityFile, Second.Certificate.ExportCertificatePem());
        await Holder.StartAsync(CertificateOf(Police));
        await RestartAsync();
        if (BeginAsync is not null)
        {
            await BeginAsync(this);
        }

        await FillAsync();
    }

    public async Task DisposeAsync()
    {
        _owned.ForEach(static each => each.Dispose());
        Second.Dispose();
        await Broker.DisposeAsync();
        await Holder.DisposeAsync();
        _random.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Stops the broker, if it runs, and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }

        Settings = SettingsReader.Read(Setup.SettingsFile);
        Settings = Settings with
        {
            Engine = Engine,
            Tls = Settings.Tls with { Authorities = [.. Settings.Tls.Authorities, SecondAuthorityFile] },
            Agencies = [.. Settings.Agencies.Select(seed => seed.Id == Police ? seed with { HolderAddress = Holder.Address } : seed)],
        };
        var environment = new BrokerEnvironment
        {
            Time = TimeProvider.System,
            Random = _random,
            Logging = logging =>
            {
                logging.SetMinimumLevel(LogLevel.Debug);
                logging.AddProvider(Log);
            },
        };
        Broker = await BrokerHost.StartAsync(Settings, environment, CancellationToken.None);
        Holder.Honest = new RecordHolderHost(
            new OrderVerifier(Verifier(), Police, TimeProvider.System),
            new RecordFiles(Path.Combine(Folder, "records"), mapping: null));
    }

    public X509Certificate2 CertificateOf(string agency) =>
        Exported(X509Certificate2.CreateFromPemFile(Setup.CertificateOf(agency), Setup.KeyOf(agency)));

    /// <summary>A bare channel: with this certificate, or with none.</summary>
    public GrpcChannel Channel(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(Setup.AuthorityFile));
        handler.SslOptions.CertificateChainPolicy = chain;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        var channel = GrpcChannel.ForAddress(
            Broker.Address,
            new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxSendMessageSize = null });
        _owned.Add(channel);
        return channel;
    }

    public ReceiptVerifier Verifier() => new(Trust(), Keys());

    public BrokerClientOptions Options(string agency, X509Certificate2? certificate = null) => new()
    {
        Address = Broker.Address,
        AgencyId = agency,
        Certificate = certificate ?? CertificateOf(agency),
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(Setup.AuthorityFile)],
        Trust = Trust(),
        StatementKeys = Keys(),
    };

    public BrokerClient ClientOf(string agency, string role, IAccessTokens? tokens = null)
    {
        var options = Options(agency);
        if (tokens is null)
        {
            var own = new IssuerTokens(options, new ActingPerson($"p-{agency}", role), TimeProvider.System);
            _owned.Add(own);
            tokens = own;
        }

        var client = new BrokerClient(options, tokens, TimeProvider.System);
        _owned.Add(client);
        return client;
    }

    public static string AKey() => $"test-{Guid.NewGuid():N}";

    public DisclosureTerms Terms(params string[] paths)
    {
        var terms = new DisclosureTerms
        {
            CaseId = AskedSubject,
            HolderAgencyId = Police,
            Regime = "fr.cpraf",
            Forum = "fr.cpraf",
            ForumInstanceId = Instance,
            MeetingId = "2026-03",
            Purpose = "support.service_planning",
            LegalBasis = { "eu-gdpr:A6-1-e", "fr.circ.2014-04-29" },
            Why = $"Find out what {Canary}-why needs",
        };
        terms.Fields.AddRange((paths.Length > 0 ? paths : ["subject.name.full", "subject.birth_date", "needs.detail"])
            .Select(static path => new Wire.V1.RequestedField { Path = path, Why = "to choose" }));
        return terms;
    }

    private static X509Certificate2 Exported(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    private TlogPolicy Trust() => TlogPolicy.Parse(File.ReadAllText(Path.Combine(Broker.PublicFolder, "trust.txt")));

    private JwkSet Keys() => JwkSet.Parse(File.ReadAllBytes(Path.Combine(Broker.PublicFolder, "jwks.json")));

    private async Task FillAsync()
    {
        var records = Directory.CreateDirectory(Path.Combine(Folder, "records")).FullName;
        await File.WriteAllTextAsync(Path.Combine(records, HeldSubject + ".json"), TestRecord.Json(Canary));
        using var administrator = ClientOf(Prefecture, "coordinator");
        var call = administrator.Options(CancellationToken.None);
        var registers = administrator.Registers;
        await registers.PutForumInstanceAsync(
            new PutForumInstanceRequest
            {
                ForumInstance = new ForumInstance
                {
                    ForumInstanceId = Instance,
                    Forum = "fr.cpraf",
                    Regime = "fr.cpraf",
                    RegimeStatus = Governance is null ? "confirmed" : "draft",
                },
            },
            call);
        foreach (var agency in new[] { Prefecture, Social, Police })
        {
            var contact = new Actor { Id = $"p-{agency}", Role = "spoc" };
            await registers.PutMemberAsync(
                new PutMemberRequest
                {
                    Member = new Member { ForumInstanceId = Instance, AgencyId = agency, Active = true, Contact = contact },
                },
                call);
            await registers.PutAgreementAsync(
                new PutAgreementRequest
                {
                    Agreement = new Agreement { AgencyId = agency, Kind = "confidentiality", Status = "signed" },
                },
                call);
        }

        await registers.PutHolderMappingAsync(
            new PutHolderMappingRequest { Mapping = new HolderMapping { AgencyId = Police, DefaultOriginPurpose = "none" } }, call);
        var open = new OpenCaseRequest { ForumInstanceId = Instance, SubjectId = "PREF-1" };
        open.Facts.Add(new CaseFact { Key = "subject.age", ValueJson = "16" });
        open.Facts.Add(new CaseFact { Key = "subject.minor", ValueJson = "true" });
        CaseId = (await administrator.Cases.OpenCaseAsync(open, call)).Case.CaseId;
        await LinkAsync(Social, AskedSubject);
        await LinkAsync(Police, HeldSubject, ("police_search", "\"no_security_response\""), ("case.security_threat", "\"none\""));
        await registers.PutMeetingAsync(
            new PutMeetingRequest
            {
                Meeting = new Meeting { MeetingId = "2026-03", ForumInstanceId = Instance, Date = "2026-03-05", CaseIds = { CaseId } },
            },
            call);
    }

    private async Task LinkAsync(string agency, string subject, params (string Key, string Json)[] facts)
    {
        using var client = ClientOf(agency, "spoc");
        var call = client.Options(CancellationToken.None);
        await client.Cases.LinkSubjectAsync(new LinkSubjectRequest { CaseId = CaseId, SubjectId = subject }, call);
        if (facts.Length > 0)
        {
            var request = new RecordCaseFactsRequest { CaseId = CaseId };
            request.Facts.AddRange(facts.Select(static fact => new CaseFact { Key = fact.Key, ValueJson = fact.Json }));
            await client.Cases.RecordCaseFactsAsync(request, call);
        }
    }
}
