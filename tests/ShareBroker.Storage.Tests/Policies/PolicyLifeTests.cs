using System.Security.Cryptography;
using System.Text;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Life;
using static ShareBroker.Storage.Tests.Policies.LifeWorld;

namespace ShareBroker.Storage.Tests.Policies;

public sealed class PolicyLifeTests : IAsyncLifetime
{
    private LifeWorld _world = null!;

    public async Task InitializeAsync() => _world = await LifeWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Nothing_is_in_force_before_two_persons_put_it_there()
    {
        _world.OpenFault.ShouldBe("policy_none");
        _world.Seat.IsTaken.ShouldBeFalse();
        (await DecideAsync(_world.Seat)).Fault.ShouldBe(PolicySeat.Empty);

        var proposal = await _world.ProposeAsync(_world.Bundle("2026-11-22.1"));
        _world.Seat.IsTaken.ShouldBeFalse();
        await _world.ApproveAsync(_world.Approval(proposal));
        _world.Seat.IsTaken.ShouldBeFalse();
        var view = await _world.ActivateAsync(proposal.Id);

        view.State.ShouldBe(ProposalState.Activated);
        _world.Seat.Policy.Revision.ShouldBe("2026-11-22.1");
        _world.Seat.Policy.LeafIndex.ShouldBe(view.PolicyLeaf!.Value);
        (await DecideAsync(_world.Seat)).Decision.Rules.ShouldBe(["2026-11-22.1"]);
    }

    [Fact]
    public async Task Every_step_is_an_entry_that_names_the_one_before()
    {
        var proposal = await _world.PutInForceAsync(_world.Bundle("2026-11-22.1"));

        var entries = await _world.EntriesAsync();
        entries.Select(static entry => entry.Kind == "register" ? entry.Root.GetProperty("register").GetString() : entry.Kind)
            .ShouldBe(["genesis", "policy_officers", "policy_proposal", "policy_approval", "policy"]);
        var activation = entries[4].Root;
        activation.GetProperty("proposal").GetInt64().ShouldBe(2);
        activation.GetProperty("approval").GetInt64().ShouldBe(3);
        activation.GetProperty("highest_rev").GetString().ShouldBe("2026-11-22.1");
        activation.GetProperty("author").GetString().ShouldBe(proposal.Key);
        activation.GetProperty("approver").GetString().ShouldNotBe(proposal.Key);
        entries[3].Root.GetProperty("document").GetProperty("proposal_sha256").GetString().ShouldBe(proposal.DocumentSha256);
        var open = string.Concat(entries.Select(static entry => entry.Root.GetRawText()));
        open.ShouldNotContain("officer-a");
        open.ShouldNotContain("officer-b");
    }

    [Fact]
    public async Task A_restart_finds_the_policies_that_were_in_force()
    {
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.1"));
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.2"));

        await _world.RestartAsync();

        _world.OpenFault.ShouldBeNull();
        _world.Seat.Policy.Revision.ShouldBe("2026-11-22.2");
    }

    [Fact]
    public async Task A_decision_under_way_ends_with_the_policies_it_began_with()
    {
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.1"));
        var before = _world.Seat.Current;

        await _world.PutInForceAsync(_world.Bundle("2026-11-22.2"));

        (await DecideAsync(before)).Decision.Rules.ShouldBe(["2026-11-22.1"]);
        before.Policy.Revision.ShouldBe("2026-11-22.1");
        (await DecideAsync(_world.Seat)).Decision.Rules.ShouldBe(["2026-11-22.2"]);
    }

    [Fact]
    public async Task Policies_are_over_at_their_end()
    {
        var bundle = _world.Bundle("2026-11-22.1", until: "2026-11-23T00:00:00Z");
        await _world.PutInForceAsync(bundle);
        _world.Seat.IsTaken.ShouldBeTrue();

        _world.Clock.Advance(TimeSpan.FromHours(15));

        _world.Seat.IsTaken.ShouldBeFalse();
        (await DecideAsync(_world.Seat)).Fault.ShouldBe(PolicySeat.Ended);
        await _world.RestartAsync();
        _world.OpenFault.ShouldBe("bundle_expired");
    }

    [Fact]
    public async Task An_appointed_activation_waits_for_its_time_also_over_a_restart()
    {
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.1"));
        var proposal = await _world.ProposeAsync(_world.Bundle("2026-11-22.2"));
        await _world.ApproveAsync(_world.Approval(proposal));

        var view = await _world.ActivateAsync(proposal.Id, _world.Clock.GetUtcNow().AddHours(2));

        view.State.ShouldBe(ProposalState.Scheduled);
        await _world.Life.ActivateDueAsync(CancellationToken.None);
        _world.Seat.Policy.Revision.ShouldBe("2026-11-22.1");
        await _world.RestartAsync();
        _world.Clock.Advance(TimeSpan.FromHours(3));
        (await _world.Life.ActivateDueAsync(CancellationToken.None)).ShouldBeEmpty();
        _world.Seat.Policy.Revision.ShouldBe("2026-11-22.2");
        (await _world.Life.ListAsync(CancellationToken.None))[0].State.ShouldBe(ProposalState.Activated);
    }

    [Fact]
    public async Task A_proposal_that_an_officer_takes_back_never_comes_into_force()
    {
        var proposal = await _world.ProposeAsync(_world.Bundle("2026-11-22.2"));
        await _world.ApproveAsync(_world.Approval(proposal));
        await _world.ActivateAsync(proposal.Id, _world.Clock.GetUtcNow().AddHours(2));

        var view = await _world.Life.WithdrawAsync(B, proposal.Id, CancellationToken.None);

        view.State.ShouldBe(ProposalState.Withdrawn);
        (await _world.EntriesAsync())[^1].Root.GetProperty("register").GetString().ShouldBe("policy_withdrawal");
        await _world.RestartAsync();
        _world.Clock.Advance(TimeSpan.FromHours(3));
        (await _world.Life.ActivateDueAsync(CancellationToken.None)).ShouldBeEmpty();
        _world.Seat.IsTaken.ShouldBeFalse();
        await RefusedAsync("proposal_withdrawn", _world.ActivateAsync(proposal.Id));
        await RefusedAsync("proposal_withdrawn", _world.ApproveAsync(_world.Approval(proposal)));
        await RefusedAsync("proposal_withdrawn", _world.Life.WithdrawAsync(A, proposal.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_withdrawal_counts_even_when_its_entry_could_not_be_written()
    {
        var proposal = await _world.ProposeAsync(_world.Bundle("2026-11-22.2"));
        await _world.ApproveAsync(_world.Approval(proposal));
        await _world.ActivateAsync(proposal.Id, _world.Clock.GetUtcNow().AddHours(2));
        await _world.Log.DisposeAsync();
        await Should.ThrowAsync<Exception>(() => _world.Life.WithdrawAsync(B, proposal.Id, CancellationToken.None));

        await _world.RestartAsync();
        _world.Clock.Advance(TimeSpan.FromHours(3));

        (await _world.Life.ActivateDueAsync(CancellationToken.None)).ShouldBeEmpty();
        _world.Seat.IsTaken.ShouldBeFalse();
        (await _world.Life.WithdrawAsync(A, proposal.Id, CancellationToken.None)).State.ShouldBe(ProposalState.Withdrawn);
        (await _world.EntriesAsync())[^1].Root.GetProperty("register").GetString().ShouldBe("policy_withdrawal");
    }

    [Fact]
    public async Task An_appointed_activation_that_no_longer_fits_is_left_with_its_code()
    {
        var proposal = await _world.ProposeAsync(_world.Bundle("2026-11-22.2"));
        await _world.ApproveAsync(_world.Approval(proposal));
        await _world.ActivateAsync(proposal.Id, _world.Clock.GetUtcNow().AddHours(2));
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.1"));

        _world.Clock.Advance(TimeSpan.FromHours(3));

        (await _world.Life.ActivateDueAsync(CancellationToken.None)).ShouldBe(["proposal_stale"]);
        (await _world.Life.ActivateDueAsync(CancellationToken.None)).ShouldBeEmpty();
        _world.Seat.Policy.Revision.ShouldBe("2026-11-22.1");
    }

    [Fact]
    public async Task Former_policies_come_back_by_two_persons_and_the_mark_stays()
    {
        var first = await _world.PutInForceAsync(_world.Bundle("2026-11-22.1"));
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.5"));
        var back = await _world.ProposalAsync(_world.Bundle("2026-11-22.1")) with { IsRollback = true };

        await _world.ProposeAsync(back, []);
        await RefusedAsync("approval_own", _world.ApproveAsync(_world.Approval(back, "a2"), A, "a2"));
        await _world.ApproveAsync(_world.Approval(back));
        await _world.ActivateAsync(back.Id);

        _world.Seat.Policy.Sha256.ShouldBe(first.Sha256);
        var last = (await _world.EntriesAsync())[^1].Root;
        last.GetProperty("rev").GetString().ShouldBe("2026-11-22.1");
        last.GetProperty("highest_rev").GetString().ShouldBe("2026-11-22.5");
        var between = _world.Bundle("2026-11-22.4");
        await RefusedAsync("bundle_older", _world.ProposeAsync(await _world.ProposalAsync(between), between));
        await _world.RestartAsync();
        _world.Seat.Policy.Revision.ShouldBe("2026-11-22.1");
        await RefusedAsync("bundle_older", _world.ProposeAsync(await _world.ProposalAsync(between), between));
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.6"));
    }

    [Fact]
    public async Task An_old_approval_counts_for_nothing_once_the_same_policies_are_in_force_again()
    {
        var one = _world.Bundle("2026-11-22.1");
        await _world.PutInForceAsync(one);
        var two = _world.Bundle("2026-11-22.2");
        var proposal = await _world.ProposeAsync(two);
        var approval = _world.Approval(proposal);
        await _world.ApproveAsync(approval);
        await _world.ActivateAsync(proposal.Id);
        var back = await _world.ProposalAsync(one) with { IsRollback = true };
        await _world.ProposeAsync(back, []);
        await _world.ApproveAsync(_world.Approval(back));
        await _world.ActivateAsync(back.Id);

        await RefusedAsync("proposal_used", _world.ActivateAsync(proposal.Id));
        await RefusedAsync("proposal_stale", _world.ApproveAsync(approval));
        await RefusedAsync("proposal_twice", _world.ProposeAsync(proposal, two));

        // Even whoever can write the ledger gets no further: the log says which activation came before.
        ForgetActivation(proposal.Id);
        await RefusedAsync("proposal_stale", _world.ActivateAsync(proposal.Id));
        File.Delete(Path.Combine(_world.ShelfFolder, "ledger.json"));
        await RefusedAsync("proposal_stale", _world.ProposeAsync(proposal, two));
    }

    [Fact]
    public async Task Another_bundle_in_the_place_of_the_approved_one_is_refused_and_the_last_good_one_stays()
    {
        await _world.PutInForceAsync(_world.Bundle("2026-11-22.1"));
        var proposal = await _world.ProposeAsync(_world.Bundle("2026-11-22.2"));
        await _world.ApproveAsync(_world.Approval(proposal));
        var place = Path.Combine(_world.ShelfFolder, proposal.Sha256 + ".tar.gz");
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (byte[] Archive, string Code)[] exchanged =
        [
            (_world.Bundle("2026-11-22.3"), "bundle_other"),
            (_world.Bundle("2026-11-22.2", rules: "\nmore := 1\n"), "bundle_other"),
            (_world.Bundle("2026-11-22.2", key: stranger), "bundle_key_wrong"),
            (Encoding.UTF8.GetBytes("nothing"), "bundle_malformed"),
        ];

        foreach (var (archive, code) in exchanged)
        {
            await File.WriteAllBytesAsync(place, archive);
            await RefusedAsync(code, _world.ActivateAsync(proposal.Id));
        }

        File.Delete(place);
        await RefusedAsync("bundle_missing", _world.ActivateAsync(proposal.Id));
        (await DecideAsync(_world.Seat)).Decision.Rules.ShouldBe(["2026-11-22.1"]);
    }

    [Fact]
    public async Task After_a_restart_without_the_right_bundle_everything_is_refused()
    {
        var proposal = await _world.PutInForceAsync(_world.Bundle("2026-11-22.2"));
        await File.WriteAllBytesAsync(Path.Combine(_world.ShelfFolder, proposal.Sha256 + ".tar.gz"), _world.Bundle("2026-11-22.1"));

        await _world.RestartAsync();

        _world.OpenFault.ShouldBe("bundle_other");
        (await DecideAsync(_world.Seat)).Decision.Effect.ShouldBe(Effect.Deny);
    }

    [Fact]
    public async Task An_officer_who_left_counts_no_longer()
    {
        var proposal = await _world.ProposeAsync(_world.Bundle("2026-11-22.1"));
        await _world.ApproveAsync(_world.Approval(proposal));
        _world.Officers = _world.Register((A, ["propose"], ["a"]), (D, ["approve"], ["d"]));

        await _world.RestartAsync();

        await RefusedAsync("officer_unknown", _world.ActivateAsync(proposal.Id));
        (await _world.Life.ListAsync(CancellationToken.None)).Single().State.ShouldBe(ProposalState.Approved);
        (await _world.EntriesAsync()).Count(static entry =>
            entry.Root.TryGetProperty("register", out var register) && register.ValueEquals("policy_officers")).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_person_under_two_agencies_keys_or_rows_is_one_person()
    {
        Should.Throw<PolicyException>(() => _world.Register((A, ["propose"], ["a"]), (A, ["approve"], ["a2"])))
            .Code.ShouldBe("officers_malformed");
        Should.Throw<PolicyException>(() => _world.Register((A, ["propose"], ["a"]), (B, ["approve"], ["a"])))
            .Code.ShouldBe("officers_malformed");
        Should.Throw<PolicyException>(() => _world.Register((A, ["propose", "approve"], ["a", "a2"])))
            .Code.ShouldBe("officers_malformed");
        Should.Throw<PolicyException>(() => _world.Register((A, ["propose"], ["a"]), (B, ["propose"], ["b"])))
            .Code.ShouldBe("officers_malformed");
        await Task.CompletedTask;
    }

    internal static async Task RefusedAsync(string code, Task step)
    {
        var fault = await Should.ThrowAsync<PolicyException>(() => step);
        fault.Code.ShouldBe(code, fault.Message);
    }

    internal static Task<DecisionOutcome> DecideAsync(IDecisionPoint point) => point.Current.DecideAsync(
        new DecisionInput
        {
            Request = new DisclosureQuestion
            {
                Id = "", At = DateTimeOffset.UnixEpoch, Regime = "", Forum = "", Purpose = "", LegalBasis = [], Why = "", Fields = [],
                Meeting = null, Emergency = false,
            },
            Requester = new Party("", "", "", new PartyActor("", "")),
            Recipient = new Party("", "", "", new PartyActor("", "")),
            Holder = new Party("", "", "", new PartyActor("", "")),
            Subject = new SubjectFacts("", Age: null, Minor: null),
            Facts = new Dictionary<string, FactValue>(),
            Held = new Dictionary<string, HeldProvenance>(),
            Prior = [],
            RegimeStatus = null,
        },
        CancellationToken.None);

    private void ForgetActivation(string id)
    {
        var file = Path.Combine(_world.ShelfFolder, "ledger.json");
        var ledger = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllBytes(file))!;
        ledger["rows"]!.AsArray().Single(row => row!["id"]!.GetValue<string>() == id)!["policy_leaf"] = null;
        File.WriteAllText(file, ledger.ToJsonString());
    }
}
