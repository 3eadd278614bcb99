using System.Text.Json.Nodes;
using ShareBroker.Policies.Life;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Statements;
using static ShareBroker.Storage.Tests.Policies.LifeWorld;

namespace ShareBroker.Storage.Tests.Policies;

/// <summary>
/// An auditor with the log and the registers of officers alone, against a broker that is honest and one that is not: the second has the
/// log's key and writes whatever it likes.
/// </summary>
public sealed class PolicyLifeAuditTests
{
    private static readonly Dictionary<string, (string Code, Func<LifeWorld, Task> Forge)> Forgeries = new(StringComparer.Ordinal)
    {
        ["policies that nobody proposed"] = ("policy_unapproved", static world => ForgeAsync(world, static draft => draft with
        {
            Proposal = null, Approval = null,
        })),
        ["policies that nobody approved"] = ("policy_unapproved", static async world =>
        {
            var proposal = await world.ProposeAsync(world.Bundle("2026-11-22.2"));
            var leaf = (await world.EntriesAsync()).Count - 1;
            await ActivateAsync(world, proposal, world.Approval(proposal), leaf, leaf);
        }),
        ["the approval of another proposal"] = ("policy_unapproved", static async world =>
        {
            var (first, _) = await ApprovedAsync(world, "2026-11-22.2");
            var other = await world.ProposeAsync(world.Bundle("2026-11-22.3"));
            await ActivateAsync(world, other, world.Approval(other), (await world.EntriesAsync()).Count - 1, first + 1);
        }),
        ["an approval that the author wrote"] = ("approval_own", static world => ForgeApprovalAsync(world, "a")),
        ["an approval that the author wrote with a second key"] = ("approval_own", static world => ForgeApprovalAsync(world, "a2")),
        ["an approval by somebody who may only propose"] = ("officer_may_not", static world => ForgeApprovalAsync(world, "c")),
        ["an approval by a stranger"] = ("officer_unknown", static world => ForgeApprovalAsync(world, "stranger")),
        ["an approval signed by another key"] = ("signature_wrong", static world => ForgeApprovalAsync(world, "b", signer: "a")),
        ["an approval usable for years"] = ("approval_too_long", static world => ForgeApprovalAsync(world, "b", days: 900)),
        ["an approval of another digest"] = ("approval_other", static world => ForgeApprovalAsync(
            world, "b", change: static proposal => proposal with { Sha256 = new string('c', 64) })),
        ["a proposal by somebody who may only approve"] = ("officer_may_not", static world => ForgeProposalAsync(world, "d", "d")),
        ["a proposal signed by another key"] = ("signature_wrong", static world => ForgeProposalAsync(world, "a", "b")),
        ["another digest than was approved"] = ("proposal_other_bundle", static world => ForgeAsync(
            world, static draft => draft with { Sha256 = new string('e', 64) })),
        ["another revision than was approved"] = ("proposal_other_bundle", static world => ForgeAsync(
            world, static draft => draft with { Revision = "2026-11-22.9" })),
        ["a later end than was approved"] = ("proposal_other_bundle", static world => ForgeAsync(
            world, static draft => draft with { ValidUntil = draft.ValidFrom.AddYears(9) }, endsIn: 2)),
        ["another approver than signed"] = ("proposal_other_bundle", static world => ForgeAsync(
            world, static draft => draft with { Approver = draft.Author })),
        ["a lower highest revision"] = ("bundle_older", static world => ForgeAsync(
            world, static draft => draft with { HighestRevision = "2026-11-22.1" })),
        ["an approval that is over"] = ("approval_expired", static world => ForgeAsync(world, static draft => draft, waits: 8)),
        ["a proposal that is not valid yet"] = ("activation_time", static world => ForgeAsync(world, static draft => draft, beginsIn: 3)),
        ["a proposal that is over"] = ("activation_time", static world => ForgeAsync(world, static draft => draft, endsIn: 2, waits: 3)),
        ["a proposal for the second time"] = ("proposal_used", static async world =>
        {
            var (leaf, proposal) = await ApprovedAsync(world, "2026-11-22.2");
            await ActivateAsync(world, proposal, world.Approval(proposal), leaf, leaf + 1);
            await ActivateAsync(world, proposal, world.Approval(proposal), leaf, leaf + 1);
        }),
        ["a proposal that was taken back"] = ("proposal_withdrawn", static async world =>
        {
            var (leaf, proposal) = await ApprovedAsync(world, "2026-11-22.2");
            await world.Life.WithdrawAsync(B, proposal.Id, CancellationToken.None);
            await ActivateAsync(world, proposal, world.Approval(proposal), leaf, leaf + 1);
        }),
        ["a proposal made for other policies"] = ("proposal_stale", static async world =>
        {
            var (leaf, proposal) = await ApprovedAsync(world, "2026-11-22.2");
            var (other, next) = await ApprovedAsync(world, "2026-11-22.3");
            await ActivateAsync(world, proposal, world.Approval(proposal), leaf, leaf + 1);
            await ActivateAsync(world, next, world.Approval(next), other, other + 1);
        }),
        ["a roll-back to what never was"] = ("rollback_unknown", static async world =>
        {
            var proposal = await world.ProposalAsync(world.Bundle("2026-11-21.1")) with { IsRollback = true };
            await WriteAsync(world, "policy_proposal", proposal.ToOctets(), proposal.Sign(world.Key("a")));
            await ApproveAndActivateAsync(world, proposal);
        }),
        ["an older revision without a roll-back"] = ("bundle_older", static async world =>
        {
            var proposal = await world.ProposalAsync(world.Bundle("2026-11-21.1"));
            await WriteAsync(world, "policy_proposal", proposal.ToOctets(), proposal.Sign(world.Key("a")));
            await ApproveAndActivateAsync(world, proposal);
        }),
    };

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    [Fact]
    public async Task An_honest_life_is_found_sound()
    {
        await using var world = await LifeWorld.OpenAsync();
        var first = world.Bundle("2026-11-22.1");
        await world.PutInForceAsync(first);
        await world.PutInForceAsync(world.Bundle("2026-11-22.2"));
        var back = await world.ProposalAsync(first) with { IsRollback = true };
        await world.ProposeAsync(back, []);
        await world.ApproveAsync(world.Approval(back));
        await world.ActivateAsync(back.Id);
        await world.RestartAsync();
        await world.PutInForceAsync(world.Bundle("2026-11-22.3"));

        var audit = await AuditAsync(world);

        (audit.Approved, audit.Unapproved, audit.UnapprovedInForce).ShouldBe((4, 0, null));
    }

    [Fact]
    public async Task A_log_that_began_with_a_folder_is_judged_from_its_first_officers_on()
    {
        var audit = new PolicyLifeAudit([]);
        await using var world = await LifeWorld.OpenAsync();
        var entries = await world.EntriesAsync();
        var draft = Draft(world, await world.ProposalAsync(world.Bundle("2026-11-22.1")), "b");
        await world.Log.AppendAsync(draft with { Proposal = null, Approval = null }, CancellationToken.None);
        var activation = (await world.EntriesAsync())[^1];

        audit.Follow(0, entries[0]);
        audit.Follow(1, activation);

        (audit.Approved, audit.Unapproved, audit.UnapprovedInForce).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task A_register_that_the_auditor_does_not_have_is_asked_for()
    {
        await using var world = await LifeWorld.OpenAsync();
        await world.PutInForceAsync(world.Bundle("2026-11-22.1"));
        var audit = new PolicyLifeAudit([]);

        var entries = await world.EntriesAsync();
        var fault = Should.Throw<ReceiptException>(() => Follow(audit, entries));

        fault.Code.ShouldBe("officers_missing");
        fault.Message.ShouldContain(world.Officers.Sha256);
    }

    [Fact]
    public async Task An_officer_who_left_before_the_activation_does_not_count()
    {
        await using var world = await LifeWorld.OpenAsync();
        var before = world.Officers;
        await world.PutInForceAsync(world.Bundle("2026-11-22.1"));
        var (leaf, proposal) = await ApprovedAsync(world, "2026-11-22.2");
        world.Officers = world.Register((A, ["propose", "approve"], ["a"]), (D, ["approve"], ["d"]));
        await world.RestartAsync();
        await ActivateAsync(world, proposal, world.Approval(proposal), leaf, leaf + 1);

        var audit = new PolicyLifeAudit([before, world.Officers]);
        var entries = await world.EntriesAsync();

        Should.Throw<ReceiptException>(() => Follow(audit, entries)).Code.ShouldBe("officer_unknown");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_broker_that_writes_its_own_log_cannot_put_in_force(string name)
    {
        var (code, forge) = Forgeries[name];
        await using var world = await LifeWorld.OpenAsync();
        await world.PutInForceAsync(world.Bundle("2026-11-22.1"));
        (await AuditAsync(world)).Approved.ShouldBe(1);

        await forge(world);

        var fault = await Should.ThrowAsync<ReceiptException>(() => AuditAsync(world));
        fault.Code.ShouldBe(code, fault.Message);
    }

    private static async Task<PolicyLifeAudit> AuditAsync(LifeWorld world)
    {
        var audit = new PolicyLifeAudit([world.Officers]);
        Follow(audit, await world.EntriesAsync());
        return audit;
    }

    private static void Follow(PolicyLifeAudit audit, IReadOnlyList<Statement> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            audit.Follow(i, entries[i]);
        }
    }

    // A proposal and its approval, with the index of the first.
    private static async Task<(long Leaf, PolicyProposal Proposal)> ApprovedAsync(
        LifeWorld world, string revision, int beginsIn = 0, int? endsIn = null)
    {
        var bundle = world.Bundle(revision);
        var proposal = await world.ProposalAsync(bundle);
        proposal = proposal with
        {
            ValidFrom = proposal.ValidFrom.AddDays(beginsIn),
            ValidUntil = endsIn is { } days ? proposal.ValidFrom.AddDays(days) : null,
        };
        await world.ProposeAsync(proposal, bundle);
        await world.ApproveAsync(world.Approval(proposal));
        return ((await world.EntriesAsync()).Count - 2, proposal);
    }

    private static async Task ForgeAsync(
        LifeWorld world, Func<PolicyDraft, PolicyDraft> change, int waits = 0, int beginsIn = 0, int? endsIn = null)
    {
        var (leaf, proposal) = await ApprovedAsync(world, "2026-11-22.2", beginsIn, endsIn);
        world.Clock.Advance(TimeSpan.FromDays(waits));
        var draft = Draft(world, proposal, "b") with { Proposal = leaf, Approval = leaf + 1 };
        await world.Log.AppendAsync(change(draft), CancellationToken.None);
    }

    private static async Task ForgeApprovalAsync(
        LifeWorld world, string key, string? signer = null, int days = 7, Func<PolicyProposal, PolicyProposal>? change = null)
    {
        var proposal = await world.ProposeAsync(world.Bundle("2026-11-22.2"));
        var approval = world.Approval(change is null ? proposal : change(proposal), key, days);
        await WriteAsync(world, "policy_approval", approval.ToOctets(), approval.Sign(world.Key(signer ?? key)));
    }

    private static async Task ForgeProposalAsync(LifeWorld world, string key, string signer)
    {
        var proposal = await world.ProposalAsync(world.Bundle("2026-11-22.2"), key);
        await WriteAsync(world, "policy_proposal", proposal.ToOctets(), proposal.Sign(world.Key(signer)));
    }

    private static async Task ApproveAndActivateAsync(LifeWorld world, PolicyProposal proposal)
    {
        var approval = world.Approval(proposal);
        await WriteAsync(world, "policy_approval", approval.ToOctets(), approval.Sign(world.Key("b")));
        var leaf = (await world.EntriesAsync()).Count - 2;
        await ActivateAsync(world, proposal, approval, leaf, leaf + 1);
    }

    private static Task WriteAsync(LifeWorld world, string register, byte[] document, string signature) => world.Log.AppendAsync(
        new PolicyStepDraft
        {
            Jti = world.NewId(),
            Register = register,
            By = "xx-social",
            Document = JsonNode.Parse(document)!.AsObject(),
            Signature = signature,
            ChangeSha256 = new string('0', 64),
        },
        CancellationToken.None);

    private static Task ActivateAsync(LifeWorld world, PolicyProposal proposal, PolicyApproval approval, long proposed, long approved) =>
        world.Log.AppendAsync(
            Draft(world, proposal, "b") with { Approver = approval.Key, Proposal = proposed, Approval = approved }, CancellationToken.None);

    private static PolicyDraft Draft(LifeWorld world, PolicyProposal proposal, string approver) => new()
    {
        Jti = world.NewId(),
        Revision = proposal.Revision,
        Sha256 = proposal.Sha256,
        PreviousSha256 = proposal.PreviousSha256.Length == 0 ? null : proposal.PreviousSha256,
        Author = proposal.Key,
        Approver = world.Approval(proposal, approver).Key,
        ValidFrom = proposal.ValidFrom,
        ValidUntil = proposal.ValidUntil,
        TestsPassed = proposal.TestsPassed,
        TestsFailed = 0,
        HighestRevision = string.CompareOrdinal(proposal.Revision, "2026-11-22.1") > 0 ? proposal.Revision : "2026-11-22.1",
        Proposal = 0,
        Approval = 0,
    };
}
