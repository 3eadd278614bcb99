using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Tests.World;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Tests;

public sealed class WaitingTests : IAsyncLifetime
{
    private const string Asked = "subject.name.full";
    private Broker _broker = null!;

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync();
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record[Asked] = "\"Camille Exemple\"";
        _broker.Holder.Instead = static (_, _) => Task.FromResult<HolderAnswer>(new HolderAnswer.Away());
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task An_order_waits_for_a_holder_who_is_away_and_is_released_when_it_is_back()
    {
        var waiting = await _broker.AskAsync(Broker.Terms(Asked));
        _broker.Holder.Instead = null;
        _broker.Clock.Advance(TimeSpan.FromMinutes(1));

        await _broker.Desk.ResumeDueAsync(CancellationToken.None);
        var answer = await _broker.Desk.GetAsync(Broker.Social, waiting.Id, CancellationToken.None);

        waiting.State.ShouldBe(DisclosureState.Waiting);
        (await _broker.EntryAsync(waiting.ReceiptIndex)).GetProperty("kind").GetString().ShouldBe("order");
        answer.State.ShouldBe(DisclosureState.Released);
        Broker.Payload(answer)[Asked].ShouldBe("\"Camille Exemple\"");
        (await _broker.EntriesAsync("order")).Count.ShouldBe(1);
        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_retry_with_the_same_key_resumes_the_waiting_order()
    {
        await _broker.AskAsync(Broker.Terms(Asked));
        _broker.Holder.Instead = null;

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        answer.State.ShouldBe(DisclosureState.Released);
        (await _broker.EntriesAsync("order")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_order_that_nobody_answered_expires_with_a_receipt()
    {
        var waiting = await _broker.AskAsync(Broker.Terms(Asked));
        _broker.Clock.Advance(TimeSpan.FromDays(8));
        _broker.Holder.Instead = null;

        await _broker.Desk.ResumeDueAsync(CancellationToken.None);
        var answer = await _broker.Desk.GetAsync(Broker.Social, waiting.Id, CancellationToken.None);

        (answer.State, answer.Payload).ShouldBe((DisclosureState.Expired, null));
        (await _broker.EntryAsync(answer.ReceiptIndex)).GetProperty("outcome").GetString().ShouldBe("not_delivered");
    }

    [Fact]
    public async Task A_holder_says_when_to_ask_again_but_not_beyond_the_longest_wait()
    {
        var later = _broker.Clock.GetUtcNow() + TimeSpan.FromDays(400);
        _broker.Holder.Instead = (_, _) => Task.FromResult<HolderAnswer>(new HolderAnswer.Pending(later));
        await _broker.AskAsync(Broker.Terms(Asked));
        _broker.Holder.Instead = null;
        _broker.Clock.Advance(_broker.Settings.AttemptIntervalMax);

        (await _broker.Desk.ResumeDueAsync(CancellationToken.None)).ShouldBe(1);
        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Facts_that_changed_during_the_wait_count()
    {
        await _broker.AskAsync(Broker.Terms(Asked));
        _broker.Decisions.Always(FakeDecisions.Deny("deny_consent_refused"));
        _broker.Holder.Instead = null;

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        (answer.State, answer.Effect, answer.Payload).ShouldBe((DisclosureState.Denied, Effect.Deny, null));
    }

    [Fact]
    public async Task A_holder_that_has_not_linked_the_person_looks_like_one_that_is_away()
    {
        _broker.Holder.Instead = null;
        var opened = await _broker.Cases.OpenAsync(
            Broker.Social, "", "social-2", new Dictionary<string, FactValue?>(), CancellationToken.None);

        var answer = await _broker.AskAsync(Broker.Terms(Asked) with { CaseId = opened.CaseId });

        answer.State.ShouldBe(DisclosureState.Waiting);
        _broker.Holder.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watching_shows_each_state_and_ends_with_the_final_one()
    {
        _broker.UseSettings(_broker.Settings with { LookInterval = TimeSpan.FromMilliseconds(20) });
        var waiting = await _broker.AskAsync(Broker.Terms(Asked));
        var seen = new List<DisclosureState>();

        await foreach (var answer in _broker.Desk.WatchAsync(Broker.Social, waiting.Id, CancellationToken.None))
        {
            seen.Add(answer.State);
            _broker.Holder.Instead = null;
            _broker.Clock.Advance(TimeSpan.FromMinutes(1));
            await _broker.Desk.ResumeDueAsync(CancellationToken.None);
        }

        seen.ShouldBe([DisclosureState.Waiting, DisclosureState.Released]);
    }

    [Fact]
    public async Task Waiting_orders_survive_a_restart()
    {
        await _broker.AskAsync(Broker.Terms(Asked));
        await _broker.StopAsync();
        await _broker.StartAsync();
        _broker.Holder.Instead = null;
        _broker.Clock.Advance(TimeSpan.FromMinutes(1));

        await _broker.Desk.ResumeDueAsync(CancellationToken.None);

        (await _broker.EntriesAsync("release")).Count.ShouldBe(1);
    }
}
