using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Receipts.Log;
using ShareBroker.Storage.Log;
using ShareBroker.Storage.Records;

namespace ShareBroker.Disclosure.Tests.World;

/// <summary>
/// A broker without doors: real desks, real stores and a real log in a folder that is gone after the test; fakes only at the ports to
/// policies and holders. Agencies: <c>xx-social</c> asks, <c>xx-police</c> holds, <c>xx-admin</c> administers, <c>xx-school</c> stands by.
/// </summary>
internal sealed class Broker : IAsyncDisposable
{
    public const string SubjectAtSocial = "social-4711";
    public const string SubjectAtPolice = "police-0815";

    public static readonly Caller Admin = new(AgencyId.Parse("xx-admin"), new Actor("p-admin", "coordinator"));
    public static readonly Caller Social = new(AgencyId.Parse("xx-social"), new Actor("p-17", "member"));
    public static readonly Caller Police = new(AgencyId.Parse("xx-police"), new Actor("p-03", "spoc"));
    public static readonly Caller School = new(AgencyId.Parse("xx-school"), new Actor("p-55", "member"));

    private static readonly Lazy<PolicySet> Set = new(static () => PolicySet.Load(PoliciesPath));

    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly byte[] _recordKey = RandomNumberGenerator.GetBytes(32);
    private LogKeys _keys = null!;

    private Broker(string path) => Folder = path;

    public static string PoliciesPath
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at.FullName, "ShareBroker.sln")))
            {
                at = at.Parent!;
            }

            return Path.Combine(at.FullName, "policies");
        }
    }

    public static PolicySet Policies => Set.Value;

    public static Vocabulary Vocabulary => Policies.Vocabulary;

    public string Folder { get; }

    public ManualClock Clock { get; } = new();

    public FakeDecisions Decisions { get; } = new();

    public FakeHolder Holder { get; } = new();

    public SqliteStatementLog RealLog { get; private set; } = null!;

    public SqliteRecordStore Store { get; private set; } = null!;

    public FailingLog Log { get; private set; } = null!;

    public FailingOrders Orders { get; private set; } = null!;

    public DisclosurePorts Ports { get; private set; } = null!;

    public DisclosureSettings Settings { get; set; } = new()
    {
        PseudonymKey = RandomNumberGenerator.GetBytes(32),
        VersionKey = RandomNumberGenerator.GetBytes(32),
        Fetch = FetchLimits.Standard with { Deadline = TimeSpan.FromMilliseconds(50) },
    };

    public DisclosureDesk Desk { get; private set; } = null!;

    public RegisterDesk Registers { get; private set; } = null!;

    public CaseDesk Cases { get; private set; } = null!;

    public ReceiptDesk Receipts { get; private set; } = null!;

    public string CaseId { get; private set; } = "";

    public LogKeys Keys => _keys;

    public static async Task<Broker> OpenAsync()
    {
        var broker = new Broker(Directory.CreateTempSubdirectory("sharebroker-walk-").FullName);
        broker._keys = LogKeys.Create("broker.example/log/test", broker._random);
        await broker.StartAsync();
        await broker.FillAsync();
        return broker;
    }

    public static IdempotencyKey AKey(string name = "a-key") => IdempotencyKey.Parse(name.PadRight(16, '-'));

    public static DisclosureTerms Terms(params string[] paths) => new()
    {
        CaseId = SubjectAtSocial,
        HolderAgencyId = Police.Agency.Value,
        Regime = "fr.cpraf",
        Forum = "bilateral",
        Purpose = "support.service_planning",
        LegalBasis = ["eu-gdpr:A6-1-e"],
        Why = "Find out which services this family needs",
        Fields = [.. paths.Select(static path => new RequestedField(path, null))],
    };

    public static Dictionary<string, string> Payload(DisclosureAnswer answer) => JsonDocument.Parse(answer.Payload!.Value).RootElement
        .EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value.GetRawText(), StringComparer.Ordinal);

    /// <summary>Opens stores, log and desks, as a start of the process does.</summary>
    public async Task StartAsync()
    {
        RealLog = await SqliteStatementLog.OpenAsync(
            new StatementLogOptions { Directory = Path.Combine(Folder, "log"), FreeBytesMin = 0 }, _keys, Clock, _random, static _ =>
                { }, CancellationToken.None);
        Store = SqliteRecordStore.Open(
            new RecordStoreOptions { Directory = Path.Combine(Folder, "records"), Key = _recordKey }, _random, static _ => { });
        Log = new FailingLog(RealLog);
        Orders = new FailingOrders(Store);
        Ports = new DisclosurePorts
        {
            Registers = Store,
            Cases = Store,
            Orders = Orders,
            Decisions = Decisions,
            Holders = Holder,
            Log = Log,
            Secrets = new ForgettingSecrets(RealLog.Secrets, Store),
            Inputs = Store,
            Time = Clock,
            Random = _random,
        };
        UseSettings(Settings);
    }

    public void UseSettings(DisclosureSettings settings)
    {
        Settings = settings;
        Desk = new DisclosureDesk(Ports, settings);
        Registers = new RegisterDesk(Ports);
        Cases = new CaseDesk(Ports);
        Receipts = new ReceiptDesk(Ports);
    }

    /// <summary>Asks other policies from now on.</summary>
    public void UseDecisions(IDecisionPoint decisions)
    {
        Ports = Ports with { Decisions = decisions };
        UseSettings(Settings);
    }

    /// <summary>From now on a row of the register confirms nothing.</summary>
    public void DemandConfirmations()
    {
        Ports = Ports with { RegimesNeedConfirmation = true };
        UseSettings(Settings);
    }

    public async Task StopAsync()
    {
        await RealLog.DisposeAsync();
        await Store.DisposeAsync();
    }

    public async Task<DisclosureAnswer> AskAsync(DisclosureTerms terms, string key = "a-key", Caller? caller = null) =>
        await Desk.DiscloseAsync(caller ?? Social, AKey(key), terms, CancellationToken.None);

    public async Task<IReadOnlyList<JsonElement>> EntriesAsync(string? kind = null)
    {
        var entries = await RealLog.EntriesAsync(0, 10_000, CancellationToken.None);
        return [.. entries.Select(static entry => JsonDocument.Parse(entry.Payload).RootElement)
            .Where(root => kind is null || root.GetProperty("kind").GetString() == kind)];
    }

    public async Task<JsonElement> EntryAsync(long index) =>
        JsonDocument.Parse((await RealLog.EntryAsync(index, CancellationToken.None))!.Payload).RootElement;

    public Task PutAsync(RegisterRecord record) => Registers.PutAsync(Admin, record, CancellationToken.None);

    public Task<CaseView> StateAsync(params (string Key, FactValue? Value)[] facts) => Cases.RecordFactsAsync(
        Admin, CaseId, facts.ToDictionary(static fact => fact.Key, static fact => fact.Value, StringComparer.Ordinal),
            CancellationToken.None);

    /// <summary>Every byte that the broker left on the disk, and whether a text stands in it.</summary>
    public async Task<bool> DiskHoldsAsync(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            if (memory.ToArray().AsSpan().IndexOf(wanted) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _keys.Dispose();
        _random.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task FillAsync()
    {
        await Registers.SeedAsync(AnAgency(Admin, "prefecture") with { Administers = true }, CancellationToken.None);
        await PutAsync(AnAgency(Social, "social"));
        await PutAsync(AnAgency(Police, "police") with { HolderAddress = "https://127.0.0.1:7443" });
        await PutAsync(AnAgency(School, "school"));
        var opened = await Cases.OpenAsync(
            Social, "", SubjectAtSocial, new Dictionary<string, FactValue?>(StringComparer.Ordinal), CancellationToken.None);
        CaseId = opened.CaseId;
        await Cases.LinkAsync(Police, CaseId, SubjectAtPolice, CancellationToken.None);
    }

    private static AgencyRecord AnAgency(Caller caller, string type) =>
        new() { Agency = caller.Agency, Type = type, Country = "fr", Contact = caller.Person, RegimeStatus = "confirmed" };
}
