using System.Security.Cryptography;
using System.Text;
using ShareBroker.Policies;
using ShareBroker.Policies.Life;
using static ShareBroker.Storage.Tests.Policies.LifeWorld;

namespace ShareBroker.Storage.Tests.Policies;

/// <summary>What must never put policies in force: each case is a step that somebody tries, and the code with which it is
/// refused.</summary>
public sealed class PolicyStepRefusalTests
{
    private static readonly Dictionary<string, (string Code, Func<LifeWorld, Task> Try)> Cases = new(StringComparer.Ordinal)
    {
        ["a proposal of somebody who may only approve"] = ("officer_may_not", static async world =>
            await world.ProposeAsync(await world.ProposalAsync(world.Bundle("2026-11-22.2"), "d"), world.Bundle("2026-11-22.2"), D, "d")),
        ["a proposal with a key that nobody has"] = ("officer_unknown", static async world =>
            await world.ProposeAsync(
                await world.ProposalAsync(world.Bundle("2026-11-22.2"), "stranger"), world.Bundle("2026-11-22.2"), A, "stranger")),
        ["a proposal signed by another key than it names"] = ("signature_wrong", static async world =>
            await world.ProposeAsync(await world.ProposalAsync(world.Bundle("2026-11-22.2")), world.Bundle("2026-11-22.2"), A, "b")),
        ["a proposal handed in by another person"] = ("officer_other", static async world =>
            await world.ProposeAsync(await world.ProposalAsync(world.Bundle("2026-11-22.2")), world.Bundle("2026-11-22.2"), B)),
        ["a proposal for another log"] = ("proposal_other_log", static world =>
            ProposeAsync(world, static proposal => proposal with { Log = "other.example/log" })),
        ["a proposal after other policies than those in force"] = ("proposal_stale", static world =>
            ProposeAsync(world, static proposal => proposal with { PreviousSha256 = new string('a', 64) })),
        ["a proposal after another activation of the same policies"] = ("proposal_stale", static world =>
            ProposeAsync(world, static proposal => proposal with { PreviousLeaf = 1 })),
        ["a proposal of another digest than the bundle's"] = ("proposal_other_bundle", static world =>
            ProposeAsync(world, static proposal => proposal with { Sha256 = new string('a', 64) })),
        ["a proposal of another revision than the bundle's"] = ("proposal_other_bundle", static world =>
            ProposeAsync(world, static proposal => proposal with { Revision = "2026-11-22.3" })),
        ["a proposal that is over already"] = ("proposal_over", static world =>
            ProposeAsync(world, proposal => proposal with { ValidUntil = world.Clock.GetUtcNow() })),
        ["a proposal that ends before it begins"] = ("proposal_over", static world => ProposeAsync(
            world, proposal => proposal with { ValidFrom = proposal.ValidFrom.AddDays(9), ValidUntil = proposal.ValidFrom.AddDays(2) })),
        ["a proposal with another number of tests"] = ("tests_differ", static world =>
            ProposeAsync(world, static proposal => proposal with { TestsPassed = 2 })),
        ["a roll-back to policies that never were in force"] = ("rollback_unknown", static world =>
            ProposeAsync(world, static proposal => proposal with { IsRollback = true })),
        ["a proposal with an id of another form"] = ("proposal_twice", static world =>
            ProposeAsync(world, static proposal => proposal with { Id = "the-first" })),
        ["a bundle whose test fails"] = ("tests_failed", static world =>
            ProposeAsync(world, world.Bundle("2026-11-22.2", isTestFailing: true))),
        ["a bundle of the revision in force"] = ("bundle_older", static world =>
            ProposeAsync(world, world.Bundle("2026-11-22.1", rules: "\n\n"))),
        ["a bundle of an older revision"] = ("bundle_older", static world => ProposeAsync(world, world.Bundle("2026-11-21.9"))),
        ["a bundle whose revision is no order"] = ("bundle_revision", static world => ProposeAsync(world, world.Bundle("latest"))),
        ["a bundle that is over"] = ("bundle_expired", static world =>
            ProposeAsync(world, world.Bundle("2026-11-22.2", until: "2026-11-22T09:00:00Z"))),
        ["a bundle of a strange key"] = ("bundle_key_wrong", static async world =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await ProposeAsync(world, world.Bundle("2026-11-22.2", key: key));
        }),
        ["a bundle that does not compile"] = ("policy_compile", static world =>
            ProposeAsync(world, world.Bundle("2026-11-22.2", rules: "\nallow if unknown_word\n"))),
        ["no bundle at all"] = ("bundle_too_large", static world =>
            world.ProposalAsync(world.Bundle("2026-11-22.2")).ContinueWith(
                made => world.ProposeAsync(made.Result, []), TaskScheduler.Default).Unwrap()),
        ["an approval of one's own proposal"] = ("approval_own", static world => ApproveAsync(world, A, "a")),
        ["an approval of one's own proposal with a second key"] = ("approval_own", static world => ApproveAsync(world, A, "a2")),
        ["an approval by somebody who may only propose"] = ("officer_may_not", static world => ApproveAsync(world, C, "c")),
        ["an approval with a key that nobody has"] = ("officer_unknown", static world => ApproveAsync(world, B, "stranger")),
        ["an approval handed in by the author with another's signature"] = ("officer_other", static world => ApproveAsync(world, A, "b")),
        ["an approval signed by another key than it names"] = ("signature_wrong", static world =>
            ApproveAsync(world, B, "b", signer: "a2")),
        ["an approval of another digest"] = ("approval_other", static world => ApproveAsync(
            world, B, "b", static proposal => proposal with { Sha256 = new string('c', 64) })),
        ["an approval of another revision"] = ("approval_other", static world => ApproveAsync(
            world, B, "b", static proposal => proposal with { Revision = "2026-11-22.9" })),
        ["an approval after other policies"] = ("approval_other", static world => ApproveAsync(
            world, B, "b", static proposal => proposal with { PreviousSha256 = new string('c', 64) })),
        ["an approval of another validity"] = ("approval_other", static world => ApproveAsync(
            world, B, "b", static proposal => proposal with { ValidUntil = proposal.ValidFrom.AddYears(9) })),
        ["an approval of another test result"] = ("approval_other", static world => ApproveAsync(
            world, B, "b", static proposal => proposal with { TestsPassed = 99 })),
        ["an approval of another proposal under this one's id"] = ("approval_other", static async world =>
        {
            var other = await world.ProposeAsync(world.Bundle("2026-11-22.3"));
            await ApproveAsync(world, B, "b", proposal => other with { Id = proposal.Id });
        }),
        ["an approval of a proposal that nobody made"] = ("proposal_unknown", static world => ApproveAsync(
            world, B, "b", static proposal => proposal with { Id = "01M80RZSETGC6CW00ATSWKEJHX" })),
        ["an approval that is over"] = ("approval_expired", static world => ApproveAsync(world, B, "b", days: 0)),
        ["an approval for ever"] = ("approval_too_long", static world => ApproveAsync(world, B, "b", days: 31)),
        ["an approval twice"] = ("approval_twice", static async world =>
        {
            var proposal = await world.ProposeAsync(world.Bundle("2026-11-22.2"));
            await world.ApproveAsync(world.Approval(proposal));
            await world.ApproveAsync(world.Approval(proposal, "d"), D, "d");
        }),
        ["an activation without an approval"] = ("approval_missing", static async world =>
            await world.ActivateAsync((await world.ProposeAsync(world.Bundle("2026-11-22.2"))).Id)),
        ["an activation by somebody else"] = ("officer_unknown", static world =>
            ActivateAsync(world, TimeSpan.Zero, by: new PolicyStepper("xx-social", "somebody"))),
        ["an activation after the approval is over"] = ("approval_expired", static world => ActivateAsync(world, TimeSpan.FromDays(8))),
        ["an activation appointed for after the approval is over"] = ("approval_expired", static world =>
            ActivateAsync(world, TimeSpan.Zero, at: TimeSpan.FromDays(8))),
        ["an activation before the proposal is valid"] = ("activation_time", static world =>
            ActivateAsync(world, TimeSpan.Zero, at: TimeSpan.FromDays(-1))),
        ["an activation twice"] = ("proposal_used", static async world =>
        {
            var proposal = await world.PutInForceAsync(world.Bundle("2026-11-22.2"));
            await world.ActivateAsync(proposal.Id);
        }),
        ["a withdrawal by somebody else"] = ("officer_unknown", static async world => await world.Life.WithdrawAsync(
            new PolicyStepper("xx-social", "somebody"), (await world.ProposeAsync(world.Bundle("2026-11-22.2"))).Id,
                CancellationToken.None)),
        ["a withdrawal of what is in force"] = ("proposal_used", static async world => await world.Life.WithdrawAsync(
            A, (await world.PutInForceAsync(world.Bundle("2026-11-22.2"))).Id, CancellationToken.None)),
        ["an activation of what nobody proposed"] = ("proposal_unknown", static world => world.ActivateAsync("01M80RZSETGC6CW00ATSWKEJHX")),
        ["an activation when other policies came first"] = ("proposal_stale", static async world =>
        {
            var proposal = await world.ProposeAsync(world.Bundle("2026-11-22.2"));
            await world.ApproveAsync(world.Approval(proposal));
            await world.PutInForceAsync(world.Bundle("2026-11-22.3"));
            await world.ActivateAsync(proposal.Id);
        }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_step_that_does_not_fit_is_refused_and_changes_nothing(string name)
    {
        var (code, attempt) = Cases[name];
        await using var world = await LifeWorld.OpenAsync();
        await world.PutInForceAsync(world.Bundle("2026-11-22.1"));

        var fault = await Should.ThrowAsync<PolicyException>(() => attempt(world));

        fault.Code.ShouldBe(code, fault.Message);
        fault.Message.ShouldNotContain("officer-");
        (await PolicyLifeTests.DecideAsync(world.Seat)).Decision.Rules.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"v\":\"sharebroker.policy-proposal/2\"}")]
    public async Task What_is_no_document_is_refused(string text)
    {
        await using var world = await LifeWorld.OpenAsync();
        var octets = Encoding.UTF8.GetBytes(text);

        await PolicyLifeTests.RefusedAsync("step_malformed", world.Life.ProposeAsync(A, octets, "", octets, CancellationToken.None));
        await PolicyLifeTests.RefusedAsync("step_malformed", world.Life.ApproveAsync(A, octets, "", CancellationToken.None));
    }

    [Fact]
    public async Task A_document_cut_at_any_length_or_with_anything_added_is_refused()
    {
        await using var world = await LifeWorld.OpenAsync();
        var octets = (await world.ProposalAsync(world.Bundle("2026-11-22.1"))).ToOctets();

        PolicyProposal.Parse(octets).ToOctets().ShouldBe(octets);
        for (var length = 0; length < octets.Length; length++)
        {
            Should.Throw<PolicyException>(() => PolicyProposal.Parse(octets.AsMemory(0, length))).Code.ShouldBe("step_malformed");
        }

        var added = Encoding.UTF8.GetString(octets).Replace("{\"id\"", "{\"also\":1,\"id\"", StringComparison.Ordinal);
        Should.Throw<PolicyException>(() => PolicyProposal.Parse(Encoding.UTF8.GetBytes(added))).Code.ShouldBe("step_malformed");
    }

    private static async Task ProposeAsync(LifeWorld world, Func<PolicyProposal, PolicyProposal> change)
    {
        var bundle = world.Bundle("2026-11-22.2");
        await world.ProposeAsync(change(await world.ProposalAsync(bundle)), bundle);
    }

    private static async Task ProposeAsync(LifeWorld world, byte[] bundle) =>
        await world.ProposeAsync(await world.ProposalAsync(bundle), bundle);

    private static async Task ApproveAsync(
        LifeWorld world, PolicyStepper by, string key, Func<PolicyProposal, PolicyProposal>? change = null, int days = 7,
            string? signer = null)
    {
        var proposal = await world.ProposeAsync(world.Bundle("2026-11-22.2"));
        await world.ApproveAsync(world.Approval(change?.Invoke(proposal) ?? proposal, key, days), by, signer ?? key);
    }

    private static async Task ActivateAsync(LifeWorld world, TimeSpan later, TimeSpan? at = null, PolicyStepper? by = null)
    {
        var proposal = await world.ProposeAsync(world.Bundle("2026-11-22.2"));
        await world.ApproveAsync(world.Approval(proposal));
        world.Clock.Advance(later);
        await world.ActivateAsync(proposal.Id, at is { } offset ? world.Clock.GetUtcNow() + offset : null, by);
    }
}
