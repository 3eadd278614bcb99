using Grpc.Core;
using ShareBroker.Client;
using ShareBroker.Server.Tests.Support;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests;

/// <summary>A broker whose policies two officers put in force, replace and take back while it answers.</summary>
public sealed class GovernedBrokerTests(GovernedStage governed) : IClassFixture<GovernedStage>
{
    private readonly BrokerStage _stage = governed.Stage;

    [Fact]
    public void Before_anything_is_in_force_everything_is_refused_with_a_receipt()
    {
        governed.BeforeAnything.Message.Effect.ShouldBe(Effect.Deny);
        governed.BeforeAnything.Message.Reasons.Select(static reason => reason.Code).ShouldBe(["deny_system_unavailable"]);
        GovernedStage.PoliciesOf(governed.BeforeAnything).ShouldBe(("", "", 0));
    }

    [Fact]
    public void Every_tampered_bundle_is_refused_by_the_broker_with_its_code()
    {
        governed.Tampered.Count.ShouldBeGreaterThan(50);
        foreach (var (what, (expected, code, message)) in governed.Tampered)
        {
            code.ShouldBe(expected, what);
            message.ShouldNotBeNullOrWhiteSpace(what);
        }
    }

    [Fact]
    public async Task Policies_are_replaced_and_taken_back_while_the_broker_answers_and_each_receipt_names_those_that_decided()
    {
        using var client = _stage.ClientOf(BrokerStage.Social, "member");
        var first = (await ListAsync()).Single(static proposal => proposal.State == ProposalState.Activated);
        var before = await client.DiscloseAsync(BrokerStage.AKey(), _stage.Terms(), CancellationToken.None);
        before.Message.Effect.ShouldBe(Effect.Permit, string.Join(" ", before.Message.Reasons.Select(static reason => reason.Code)));
        before.IsReleased.ShouldBeTrue();
        GovernedStage.PoliciesOf(before).Leaf.ShouldBe((long)first.PolicyLeafIndex);

        using var done = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 3).Select(_ => AskOnAsync(client, done.Token)).ToList();
        var second = await governed.PutInForceAsync("2026-11-22.5");
        var after = await client.DiscloseAsync(BrokerStage.AKey(), _stage.Terms(), CancellationToken.None);
        var third = await governed.RollbackAsync(first);
        await done.CancelAsync();
        var answers = (await Task.WhenAll(asking)).SelectMany(static each => each).ToList();
        var last = await client.DiscloseAsync(BrokerStage.AKey(), _stage.Terms(), CancellationToken.None);

        GovernedStage.PoliciesOf(after).Revision.ShouldBe("2026-11-22.5");
        GovernedStage.PoliciesOf(after).Leaf.ShouldBe((long)second.PolicyLeafIndex);
        GovernedStage.PoliciesOf(last).Revision.ShouldBe("2026-11-22.1");
        GovernedStage.PoliciesOf(last).Leaf.ShouldBe((long)third.PolicyLeafIndex);
        var known = new Dictionary<long, string>
        {
            [(long)first.PolicyLeafIndex] = "2026-11-22.1", [(long)second.PolicyLeafIndex] = "2026-11-22.5",
            [(long)third.PolicyLeafIndex] = "2026-11-22.1",
        };
        answers.ShouldNotBeEmpty();
        foreach (var answer in answers)
        {
            var policies = GovernedStage.PoliciesOf(answer);
            answer.IsReleased.ShouldBeTrue();
            known[policies.Leaf].ShouldBe(policies.Revision);
        }

        await _stage.RestartAsync();
        using var again = _stage.ClientOf(BrokerStage.Social, "member");
        var restarted = await again.DiscloseAsync(BrokerStage.AKey(), _stage.Terms(), CancellationToken.None);
        GovernedStage.PoliciesOf(restarted).ShouldBe(GovernedStage.PoliciesOf(last));
    }

    [Theory]
    [InlineData("member", false, false)]
    [InlineData("auditor", true, false)]
    [InlineData("policy_approver", true, false)]
    [InlineData("policy_author", true, true)]
    [InlineData("dpo", true, true)]
    public async Task A_role_opens_what_is_its_own(string role, bool mayLook, bool mayPropose)
    {
        using var client = _stage.ClientOf(BrokerStage.Prefecture, role);
        var call = client.Options(CancellationToken.None);

        (await CodeAsync(client.Policies.ListProposalsAsync(new ListProposalsRequest(), call).ResponseAsync))
            .ShouldBe(mayLook ? "none" : "not_allowed");
        (await CodeAsync(client.Policies.CheckAsync(new CheckRequest(), call).ResponseAsync)).ShouldBe(mayLook ? "none" : "not_allowed");
        (await CodeAsync(client.Policies.ProposeAsync(new ProposeRequest(), call).ResponseAsync))
            .ShouldBe(mayPropose ? "step_malformed" : "not_allowed");
        (await CodeAsync(client.Policies.ConfirmAsync(new ConfirmRequest(), call).ResponseAsync))
            .ShouldBe(role == "dpo" ? "regime_missing" : "not_allowed");
    }

    [Fact]
    public async Task Officers_read_compare_and_replay_policies_at_the_broker()
    {
        using var client = _stage.ClientOf(BrokerStage.Prefecture, "dpo");
        var call = client.Options(CancellationToken.None);
        var candidate = new PolicySource { Bundle = Google.Protobuf.ByteString.CopyFrom(governed.Bundle("2026-11-22.9")) };

        (await client.Policies.RenderAsync(new RenderRequest { Regime = "fr.cpraf" }, call)).Text.ShouldStartWith("# ");
        (await client.Policies.DiffAsync(new DiffRequest { Candidate = candidate }, call)).Differences.ShouldBeEmpty();
        var replay = await client.Policies.ReplayAsync(new ReplayRequest { Candidate = candidate }, call);
        replay.Decisions.ShouldBeGreaterThan(0);
        replay.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_of_the_register_confirms_no_regime()
    {
        using var client = _stage.ClientOf(BrokerStage.Prefecture, "coordinator");
        var row = new ForumInstance { ForumInstanceId = "fr.cpraf/2", Forum = "fr.cpraf", Regime = "fr.cpraf", RegimeStatus = "confirmed" };

        (await CodeAsync(client.Registers.PutForumInstanceAsync(
            new PutForumInstanceRequest { ForumInstance = row }, client.Options(CancellationToken.None)).ResponseAsync))
            .ShouldBe("regime_status_closed");
    }

    private async Task<IReadOnlyList<Proposal>> ListAsync()
    {
        using var officer = governed.Officer(BrokerStage.Prefecture);
        var list = await officer.Policies.ListProposalsAsync(new ListProposalsRequest(), officer.Options(CancellationToken.None));
        return list.Proposals;
    }

    private async Task<IReadOnlyList<VerifiedAnswer>> AskOnAsync(BrokerClient client, CancellationToken cancellationToken)
    {
        var answers = new List<VerifiedAnswer>();
        while (!cancellationToken.IsCancellationRequested && answers.Count < 40)
        {
            answers.Add(await client.DiscloseAsync(BrokerStage.AKey(), _stage.Terms(), CancellationToken.None));
        }

        return answers;
    }

    private static async Task<string> CodeAsync(Task call)
    {
        try
        {
            await call;
            return "none";
        }
        catch (RpcException fault)
        {
            return fault.Trailers.GetValue("sharebroker-error-code") ?? "no code";
        }
    }
}
