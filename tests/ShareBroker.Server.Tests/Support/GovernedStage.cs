using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using ShareBroker.Client;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Life;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Tests.Bundles;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Statements;
using ShareBroker.Server.Settings;
using ShareBroker.Tests;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests.Support;

/// <summary>A real broker whose policies two officers put in force: officer a of the prefecture, officer b of the social
/// services.</summary>
public sealed class GovernedStage : IAsyncLifetime
{
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly Ed25519SigningKey _a;
    private readonly Ed25519SigningKey _b;
    private readonly IReadOnlyList<PolicyFile> _files = PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies"));

    public GovernedStage()
    {
        (_a, _b) = (Ed25519SigningKey.Create(_random), Ed25519SigningKey.Create(_random));
        Stage = new BrokerStage { Governance = new GovernanceSettings(), BeginAsync = BeginAsync };
        File.WriteAllText(Path.Combine(Stage.Folder, "bundle.pub"), TamperedBundles.Key.ExportSubjectPublicKeyInfoPem());
        JsonObject Row(string agency, Ed25519SigningKey key) => new()
        {
            ["agency"] = agency, ["person"] = $"p-{agency}", ["may"] = new JsonArray("propose", "approve"),
            ["keys"] = new JsonArray(Jwk.ToJson(key.PublicKey)),
        };
        File.WriteAllText(Path.Combine(Stage.Folder, "officers.json"), new JsonObject
        {
            ["v"] = OfficerRegister.Version,
            ["officers"] = new JsonArray(Row(BrokerStage.Prefecture, _a), Row(BrokerStage.Social, _b)),
        }.ToJsonString());
    }

    public BrokerStage Stage { get; }

    /// <summary>What the broker answered while no policies were in force.</summary>
    public VerifiedAnswer BeforeAnything { get; private set; } = null!;

    /// <summary>What a bundle that was no bundle was refused with, for each way of tampering.</summary>
    public Dictionary<string, (string Expected, string Code, string Message)> Tampered { get; } = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        await Stage.InitializeAsync();
        using var officer = Officer(BrokerStage.Prefecture);
        await officer.Policies.ConfirmAsync(
            new ConfirmRequest
            {
                ForumInstanceId = BrokerStage.Instance, Regime = "fr.cpraf", Opinion = "file 2026-14", ReviewDate = "2099-01-01",
            },
            officer.Options(CancellationToken.None));
    }

    public async Task DisposeAsync()
    {
        await Stage.DisposeAsync();
        _a.Dispose();
        _b.Dispose();
        _random.Dispose();
    }

    public BrokerClient Officer(string agency, string role = "dpo") => Stage.ClientOf(agency, role);

    /// <summary>The repository's policies as a signed bundle of a revision.</summary>
    public byte[] Bundle(string revision) => BundleSignature.Sign(
        PolicyBundle.Of(_files.Select(file => file.IsManifest
            ? file with { Content = Encoding.UTF8.GetBytes($$"""{"revision":"{{revision}}","roots":["base","regimes","sharebroker"],"rego_version":1}""") }
            : file)),
        TamperedBundles.Key).ToArchive();

    public async Task<PolicyProposal> ProposalAsync(byte[] bundle, int tests = 0)
    {
        using var officer = Officer(BrokerStage.Prefecture);
        var active = await officer.Policies.GetActiveAsync(new GetActiveRequest(), officer.Options(CancellationToken.None));
        var read = PolicyBundle.Read(bundle);
        var now = TimeProvider.System.GetUtcNow();
        return new PolicyProposal
        {
            Id = Ulid.Create(now, _random), Log = active.Log, Revision = read.Revision, Sha256 = read.Sha256,
            PreviousSha256 = active.LastSha256, PreviousLeaf = (long)active.LastLeafIndex, TestsPassed = tests,
            ValidFrom = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), Key = Jwk.ThumbprintOf(_a.PublicKey),
        };
    }

    public async Task<Proposal> ProposeAsync(PolicyProposal proposal, byte[] bundle)
    {
        using var officer = Officer(BrokerStage.Prefecture);
        var request = new ProposeRequest
        {
            Document = ByteString.CopyFrom(proposal.ToOctets()), Signature = proposal.Sign(_a), Bundle = ByteString.CopyFrom(bundle),
        };
        return (await officer.Policies.ProposeAsync(request, officer.Options(CancellationToken.None))).Proposal;
    }

    /// <summary>Approval by the other officer, and activation.</summary>
    public async Task<Proposal> ActivateAsync(PolicyProposal proposal)
    {
        using var other = Officer(BrokerStage.Social);
        var approval = new PolicyApproval
        {
            Proposal = proposal, Expires = proposal.ValidFrom.AddDays(7), Key = Jwk.ThumbprintOf(_b.PublicKey),
        };
        var approve = new ApproveRequest { Document = ByteString.CopyFrom(approval.ToOctets()), Signature = approval.Sign(_b) };
        await other.Policies.ApproveAsync(approve, other.Options(CancellationToken.None));
        return (await other.Policies.ActivateAsync(
            new ActivateRequest { ProposalId = proposal.Id }, other.Options(CancellationToken.None))).Proposal;
    }

    public async Task<Proposal> PutInForceAsync(string revision)
    {
        var bundle = Bundle(revision);
        var proposal = (await ProposalAsync(bundle)) with { TestsPassed = await TestsAsync(bundle) };
        await ProposeAsync(proposal, bundle);
        return await ActivateAsync(proposal);
    }

    public async Task<Proposal> RollbackAsync(Proposal former)
    {
        var was = PolicyProposal.Parse(former.Document.Memory);
        using var officer = Officer(BrokerStage.Prefecture);
        var proposal = (await ProposalAsync(Bundle(was.Revision), was.TestsPassed)) with { IsRollback = true };
        await officer.Policies.RollbackAsync(
            new RollbackRequest { Document = ByteString.CopyFrom(proposal.ToOctets()), Signature = proposal.Sign(_a) },
            officer.Options(CancellationToken.None));
        return await ActivateAsync(proposal);
    }

    /// <summary>The policies that a receipt names.</summary>
    public static (string Revision, string Sha256, long Leaf) PoliciesOf(VerifiedAnswer answer)
    {
        using var receipt = System.Text.Json.JsonDocument.Parse(answer.Message.Receipt.Content.Memory);
        var payload = receipt.RootElement.GetProperty("sd_jwt").GetString()!.Split('.')[1];
        using var statement = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
        var policy = statement.RootElement.GetProperty("policy");
        return (policy.GetProperty("rev").GetString()!, policy.GetProperty("sha256").GetString()!, policy.GetProperty("leaf").GetInt64());
    }

    private async Task<int> TestsAsync(byte[] bundle)
    {
        using var officer = Officer(BrokerStage.Prefecture);
        var source = new PolicySource { Bundle = ByteString.CopyFrom(bundle) };
        var tests = await officer.Policies.TestAsync(new TestRequest { Source = source }, officer.Options(CancellationToken.None));
        tests.Failures.ShouldBeEmpty();
        return tests.Passed;
    }

    private async Task BeginAsync(BrokerStage stage)
    {
        using (var client = stage.ClientOf(BrokerStage.Social, "member"))
        {
            var terms = stage.Terms();
            (terms.Forum, terms.ForumInstanceId, terms.MeetingId) = ("bilateral", "", "");
            BeforeAnything = await client.DiscloseAsync(BrokerStage.AKey(), terms, CancellationToken.None);
        }

        await PutInForceAsync("2026-11-22.1");
        var template = await ProposalAsync(Bundle("2026-11-22.2"));
        foreach (var (what, code, archive) in TamperedBundles.All)
        {
            var fault = await Should.ThrowAsync<Grpc.Core.RpcException>(() => ProposeAsync(template, archive), what);
            Tampered[what] = (code, fault.Trailers.GetValue("sharebroker-error-code") ?? "none", fault.Status.Detail);
        }
    }
}
