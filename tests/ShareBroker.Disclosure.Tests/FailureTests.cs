using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Tests.World;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Receipts.Statements;
using static ShareBroker.Disclosure.Tests.World.FakeDecisions;

namespace ShareBroker.Disclosure.Tests;

public sealed class FailureTests : IAsyncLifetime
{
    private const string Asked = "subject.name.full";
    private Broker _broker = null!;

    public static TheoryData<string> Rubbish =>
        ["throws", "null_task_result", "null_decision", "permit_without_fields", "permit_with_more_fields", "deny_with_fields",
        "no_reasons", "mixed_reasons", "no_effect", "null_action"];

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync();
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record[Asked] = "\"Camille Exemple\"";
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Theory]
    [MemberData(nameof(Rubbish))]
    public async Task A_policy_that_answers_rubbish_is_a_refusal_with_a_receipt(string kind)
    {
        _broker.Decisions.Decide = _ => kind switch
        {
            "throws" => throw new InvalidOperationException("canary-policy"),
            "null_task_result" => Task.FromResult<DecisionOutcome>(null!),
            "null_decision" => Outcome(null!),
            "permit_without_fields" => Outcome(Permit()),
            "permit_with_more_fields" => Outcome(Permit((Asked, Disclose), ("contact.phone", Disclose))),
            "deny_with_fields" => Outcome(Permit((Asked, Disclose)) with { Effect = Effect.Deny, Reasons = ["deny_default"] }),
            "no_reasons" => Outcome(Permit((Asked, Disclose)) with { Reasons = [] }),
            "mixed_reasons" => Outcome(Permit((Asked, Disclose)) with { Reasons = ["deny_default", "permit_forum_member"] }),
            "no_effect" => Outcome(Permit((Asked, Disclose)) with { Effect = (Effect)7 }),
            _ => Outcome(Permit((Asked, null!))),
        };

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        (answer.State, answer.Payload).ShouldBe((DisclosureState.Denied, null));
        answer.Reasons.ShouldHaveSingleItem().Code.ShouldBe("deny_system_unavailable");
        _broker.Holder.Orders.ShouldBeEmpty();
        (await _broker.EntryAsync(answer.ReceiptIndex)).GetProperty("kind").GetString().ShouldBe("denial");
    }

    [Fact]
    public async Task A_policy_that_fails_the_second_time_lets_nothing_out()
    {
        _broker.Decisions.FirstThen(Permit((Asked, Disclose)), Decision.SystemUnavailable);

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        (answer.State, answer.Payload).ShouldBe((DisclosureState.Denied, null));
    }

    [Theory]
    [InlineData("order")]
    [InlineData("release")]
    [InlineData("denial")]
    public async Task Without_the_log_there_is_no_data_and_a_retry_has_the_answer(string kind)
    {
        if (kind == "denial")
        {
            _broker.Decisions.Always(Deny("deny_default"));
        }

        _broker.Log.FailBefore = draft => draft.Kind == kind;
        await Should.ThrowAsync<LogUnavailableException>(_broker.AskAsync(Broker.Terms(Asked)));
        _broker.Log.FailBefore = static _ => false;

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        answer.State.ShouldBe(kind == "denial" ? DisclosureState.Denied : DisclosureState.Released);
        (await _broker.EntriesAsync(kind)).Count.ShouldBe(1);
        (await _broker.EntriesAsync("order")).Count.ShouldBe(kind == "denial" ? 0 : 1);
    }

    [Theory]
    [InlineData("order")]
    [InlineData("release")]
    [InlineData("denial")]
    public async Task An_entry_whose_reply_was_lost_is_found_and_not_written_twice(string kind)
    {
        if (kind == "denial")
        {
            _broker.Decisions.Always(Deny("deny_default"));
        }

        _broker.Log.FailAfter = draft => draft.Kind == kind;

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        answer.State.ShouldBe(kind == "denial" ? DisclosureState.Denied : DisclosureState.Released);
        (await _broker.EntriesAsync(kind)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("release", DisclosureState.Released)]
    [InlineData("denial", DisclosureState.Denied)]
    public async Task A_crash_between_log_and_file_leaves_one_entry_and_the_retry_gives_its_receipt(string kind, DisclosureState lost)
    {
        if (kind == "denial")
        {
            _broker.Decisions.Always(Deny("deny_not_member"));
        }

        _broker.Orders.FailUpdate = file => file.State == lost;
        await Should.ThrowAsync<LogUnavailableException>(_broker.AskAsync(Broker.Terms(Asked)));
        await _broker.StopAsync();
        await _broker.StartAsync();

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        var entry = (await _broker.EntriesAsync(kind)).ShouldHaveSingleItem();
        answer.State.ShouldBe(kind == "denial" ? DisclosureState.Denied : DisclosureState.Released);
        (await _broker.EntryAsync(answer.ReceiptIndex)).GetProperty("jti").GetString().ShouldBe(entry.GetProperty("jti").GetString());
        answer.Obligations.Select(duty => duty.Id)
            .ShouldBe(entry.GetProperty("obligations").EnumerateArray().Select(duty => duty.GetProperty("id").GetString()));
        if (kind != "denial")
        {
            Broker.Payload(answer)[Asked].ShouldBe("\"Camille Exemple\"");
        }
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_the_holder_thinks_leaves_an_order_that_the_worker_finishes()
    {
        using var patience = new CancellationTokenSource();
        _broker.Holder.Instead = async (_, token) =>
        {
            await patience.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new HolderAnswer.Away();
        };
        await Should.ThrowAsync<OperationCanceledException>(
            _broker.Desk.DiscloseAsync(Broker.Social, Broker.AKey(), Broker.Terms(Asked), patience.Token));
        _broker.Holder.Instead = null;
        _broker.Clock.Advance(TimeSpan.FromHours(1));
        await _broker.Desk.ResumeDueAsync(CancellationToken.None);

        (await _broker.EntriesAsync("order")).Count.ShouldBe(1);
        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_crash_while_the_holder_thinks_leaves_one_order_and_the_retry_goes_on_with_it()
    {
        using var patience = new CancellationTokenSource();
        _broker.Orders.FailUpdate = static _ => true;
        _broker.Holder.Instead = async (_, token) =>
        {
            await patience.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new HolderAnswer.Away();
        };
        await Should.ThrowAsync<LogUnavailableException>(
            _broker.Desk.DiscloseAsync(Broker.Social, IdempotencyKey.Parse("crashed-while-asking"), Broker.Terms(Asked), patience.Token));
        _broker.Orders.FailUpdate = static _ => false;
        _broker.Holder.Instead = null;
        await _broker.StopAsync();
        await _broker.StartAsync();

        var answer = await _broker.Desk.DiscloseAsync(
            Broker.Social, IdempotencyKey.Parse("crashed-while-asking"), Broker.Terms(Asked), CancellationToken.None);

        answer.State.ShouldBe(DisclosureState.Released);
        Broker.Payload(answer)[Asked].ShouldBe("\"Camille Exemple\"");
        (await _broker.EntriesAsync("order")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_somebody_took_in_between_is_the_same_disclosure_and_records_nothing_twice()
    {
        var first = await _broker.AskAsync(Broker.Terms(Asked));
        _broker.Orders.MissKeyOnce = true;

        var second = await _broker.AskAsync(Broker.Terms(Asked));

        (second.Id, second.ReceiptIndex).ShouldBe((first.Id, first.ReceiptIndex));
        (await _broker.EntriesAsync("order")).Count.ShouldBe(1);
        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
        _broker.Orders.MissKeyOnce = true;
        await Should.ThrowAsync<IdempotencyConflictException>(
            _broker.AskAsync(Broker.Terms(Asked) with { Why = "another question under the same key" }));
    }

    [Fact]
    public async Task A_caller_that_gives_up_during_the_append_does_not_stop_it()
    {
        using var patience = new CancellationTokenSource();
        _broker.Log.FailBefore = draft =>
        {
            if (draft is ReleaseDraft)
            {
                patience.Cancel();
            }

            return false;
        };

        var answer = await _broker.Desk.DiscloseAsync(Broker.Social, Broker.AKey(), Broker.Terms(Asked), patience.Token);

        answer.State.ShouldBe(DisclosureState.Released);
        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
    }

    private static Task<DecisionOutcome> Outcome(Decision decision) => Task.FromResult(new DecisionOutcome(decision, Fault: null));
}
