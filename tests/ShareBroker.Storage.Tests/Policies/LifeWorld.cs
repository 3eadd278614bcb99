using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Life;
using ShareBroker.Policies.Packs;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Statements;
using ShareBroker.Storage.Log;
using ShareBroker.Storage.Policies;
using ShareBroker.Storage.Tests.Log;

namespace ShareBroker.Storage.Tests.Policies;

/// <summary>A real log, a real shelf, four fictitious officers and small policies that say which revision they are.</summary>
internal sealed class LifeWorld : IAsyncDisposable
{
    public static readonly PolicyStepper A = new("xx-social", "officer-a");
    public static readonly PolicyStepper B = new("xx-police", "officer-b");
    public static readonly PolicyStepper C = new("xx-social", "officer-c");
    public static readonly PolicyStepper D = new("xx-social", "officer-d");

    private readonly LogFolder _folder = new();
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly ECDsa _bundleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Dictionary<string, Ed25519SigningKey> _keys = [];

    private LifeWorld()
    {
        foreach (var name in (string[])["a", "a2", "b", "c", "d", "stranger"])
        {
            _keys[name] = Ed25519SigningKey.Create(_random);
        }

        Officers = Register(
            (A, ["propose", "approve"], ["a", "a2"]),
            (B, ["propose", "approve"], ["b"]),
            (C, ["propose"], ["c"]),
            (D, ["approve"], ["d"]));
    }

    public LifeClock Clock { get; } = new();

    public OfficerRegister Officers { get; set; }

    public SqliteStatementLog Log { get; private set; } = null!;

    public PolicySeat Seat { get; private set; } = null!;

    public PolicyLife Life { get; private set; } = null!;

    public string? OpenFault { get; private set; }

    public string ShelfFolder => Path.Combine(_folder.Path, "policies");

    public Ed25519SigningKey Key(string name) => _keys[name];

    public string NewId() => Ulid.Create(Clock.GetUtcNow(), _random);

    public static async Task<LifeWorld> OpenAsync()
    {
        var world = new LifeWorld();
        await world.StartAsync();
        return world;
    }

    public async Task StartAsync()
    {
        Log = await SqliteStatementLog.OpenAsync(
            _folder.Options, _folder.Keys, Clock, _random, _folder.Fatal.Add, CancellationToken.None);
        Seat = new PolicySeat(
            (policies, leaf) => new EmbeddedDecisionPoint(policies, leaf, DecisionBudget.Standard, DecisionBudget.Environment(Clock)),
            Clock);
        Life = new PolicyLife(new PolicyLifePorts
        {
            Log = Log,
            Shelf = PolicyShelf.Open(ShelfFolder),
            Officers = Officers,
            BundleKeys = new BundleKeys([_bundleKey.ExportSubjectPublicKeyInfoPem()]),
            Seat = Seat,
            Time = Clock,
            Random = _random,
        });
        OpenFault = (await Life.OpenAsync(CancellationToken.None))?.Code;
    }

    public async Task StopAsync()
    {
        Life.Dispose();
        Seat.Dispose();
        await Log.DisposeAsync();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _bundleKey.Dispose();
        _random.Dispose();
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        _folder.Dispose();
    }

    public OfficerRegister Register(params (PolicyStepper Who, string[] May, string[] Keys)[] rows) =>
        OfficerRegister.Parse(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["v"] = OfficerRegister.Version,
            ["officers"] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject
            {
                ["agency"] = row.Who.Agency,
                ["person"] = row.Who.Person,
                ["may"] = new JsonArray([.. row.May.Select(static word => JsonValue.Create(word))]),
                ["keys"] = new JsonArray([.. row.Keys.Select(name => (JsonNode)Jwk.ToJson(_keys[name].PublicKey))]),
            })]),
        }.ToJsonString()));

    /// <summary>A signed bundle.</summary>
    public byte[] Bundle(string revision, string? until = null, bool isTestFailing = false, ECDsa? key = null, string rules = "")
    {
        var metadata = until is null ? "" : $$""","metadata":{"valid_until":"{{until}}"}""";
        PolicyFile[] files =
        [
            File(".manifest", $$"""{"revision":"{{revision}}","roots":["base","sharebroker"]{{metadata}}}"""),
            File("base/words/data.json", """{"fields":{},"facts":{}}"""),
            File("sharebroker/decision.rego", $$"""
                package sharebroker.disclosure

                decision := {"effect": "deny", "reasons": ["deny_default"], "rules": ["{{revision}}"], "fields": {}, "obligations": []}
                {{rules}}
                """),
            File("sharebroker/decision_test.rego", $$"""
                package sharebroker.disclosure_test

                test_denies if data.sharebroker.disclosure.decision.effect == "{{(isTestFailing ? "permit" : "deny")}}"
                """),
        ];
        return BundleSignature.Sign(PolicyBundle.Of(files), key ?? _bundleKey).ToArchive();
    }

    /// <summary>A proposal of a bundle after what is in force now, as its author would write it.</summary>
    public async Task<PolicyProposal> ProposalAsync(byte[] bundle, string key = "a")
    {
        var read = PolicyBundle.Read(bundle);
        var last = await Log.LatestAsync("policy", CancellationToken.None);
        return new PolicyProposal
        {
            Id = Ulid.Create(Clock.GetUtcNow(), _random),
            Log = Log.Origin,
            Revision = read.Revision,
            Sha256 = read.Sha256,
            PreviousSha256 = last is null ? "" : Statement.Parse(last.Payload).Root.GetProperty("sha256").GetString()!,
            PreviousLeaf = last?.Index ?? 0,
            ValidFrom = Clock.GetUtcNow(),
            TestsPassed = 1,
            Key = Jwk.ThumbprintOf(_keys[key].PublicKey),
        };
    }

    public PolicyApproval Approval(PolicyProposal proposal, string key = "b", int days = 7) => new()
    {
        Proposal = proposal, Expires = Clock.GetUtcNow().AddDays(days), Key = Jwk.ThumbprintOf(_keys[key].PublicKey),
    };

    public Task<ProposalView> ProposeAsync(PolicyProposal proposal, byte[] bundle, PolicyStepper? by = null, string key = "a") =>
        Life.ProposeAsync(by ?? A, proposal.ToOctets(), proposal.Sign(_keys[key]), bundle, CancellationToken.None);

    public async Task<PolicyProposal> ProposeAsync(byte[] bundle)
    {
        var proposal = await ProposalAsync(bundle);
        await ProposeAsync(proposal, bundle);
        return proposal;
    }

    public Task<ProposalView> ApproveAsync(PolicyApproval approval, PolicyStepper? by = null, string key = "b") =>
        Life.ApproveAsync(by ?? B, approval.ToOctets(), approval.Sign(_keys[key]), CancellationToken.None);

    public Task<ProposalView> ActivateAsync(string id, DateTimeOffset? at = null, PolicyStepper? by = null) =>
        Life.ActivateAsync(by ?? A, id, at, CancellationToken.None);

    /// <summary>The whole way of a bundle.</summary>
    public async Task<PolicyProposal> PutInForceAsync(byte[] bundle)
    {
        var proposal = await ProposeAsync(bundle);
        await ApproveAsync(Approval(proposal));
        await ActivateAsync(proposal.Id);
        return proposal;
    }

    public async Task<IReadOnlyList<Statement>> EntriesAsync() =>
        [.. (await Log.EntriesAsync(0, 1000, CancellationToken.None)).Select(static entry => Statement.Parse(entry.Payload))];

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
