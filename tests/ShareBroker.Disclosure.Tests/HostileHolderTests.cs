using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Disclosure.Tests.World;

namespace ShareBroker.Disclosure.Tests;

public sealed class HostileHolderTests : IAsyncLifetime
{
    private const string Asked = "subject.name.full";
    private Broker _broker = null!;

    public static TheoryData<string, string> UnfitValues => new()
    {
        { "ten megabytes", "\"" + new string('a', 10 << 20) + "\"" },
        { "ten thousand deep", new string('[', 10_000) + new string(']', 10_000) },
        { "seventeen deep", new string('[', 17) + "1" + new string(']', 17) },
        { "a member twice", """{"a":1,"a":2}""" },
        { "a member twice, once escaped", """{"a":1,"\u0061":2}""" },
        { "half of a surrogate pair", """ "\ud800" """ },
        { "half of a surrogate pair as a name", """{"\udfff":1}""" },
        { "a number beyond a double", "1e400" },
        { "not a number", "NaN" },
        { "a comment", "1 /* one */" },
        { "something behind the value", "1 2" },
        { "a trailing comma", "[1,]" },
        { "single quotes", "'x'" },
        { "nothing", "" },
        { "a cut text", "\"Camille" },
    };

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync();
        _broker.Decisions.DiscloseAll();
        _broker.Holder.Record[Asked] = "\"Camille Exemple\"";
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Theory]
    [MemberData(nameof(UnfitValues))]
    public async Task An_answer_with_an_unfit_value_is_refused_as_a_whole(string what, string json)
    {
        what.ShouldNotBeEmpty();
        _broker.Holder.Instead = (order, _) =>
            Answer(order.SubjectId, FakeHolder.AValue(Asked, json), FakeHolder.AValue("contact.phone", "\"+33 0\""));

        var answer = await _broker.AskAsync(Broker.Terms(Asked, "contact.phone"));

        await ShouldBeRefusedAsync(answer);
    }

    [Fact]
    public async Task An_answer_about_another_person_is_refused()
    {
        _broker.Holder.Instead = static (_, _) => Answer("police-9999", FakeHolder.AValue(Asked, "\"Somebody Else\""));

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        await ShouldBeRefusedAsync(answer);
        (await _broker.DiskHoldsAsync("Somebody Else")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_that_is_answered_twice_is_refused()
    {
        _broker.Holder.Instead = static (order, _) => Answer(order.SubjectId, FakeHolder.AValue(Asked, "1"), FakeHolder.AValue(Asked, "2"));

        await ShouldBeRefusedAsync(await _broker.AskAsync(Broker.Terms(Asked)));
    }

    [Fact]
    public async Task Too_many_values_are_refused()
    {
        _broker.Holder.Instead = static (order, _) =>
            Answer(order.SubjectId, [.. Enumerable.Range(0, 401).Select(static at => FakeHolder.AValue("surplus." + at, "1"))]);

        await ShouldBeRefusedAsync(await _broker.AskAsync(Broker.Terms(Asked)));
    }

    [Fact]
    public async Task Provenance_of_endless_length_is_refused()
    {
        var origin = new Provenance(new string('x', 100_000));
        _broker.Holder.Instead = (order, _) => Answer(order.SubjectId, new HeldValue(Asked, "1"u8.ToArray(), origin, "1"));

        await ShouldBeRefusedAsync(await _broker.AskAsync(Broker.Terms(Asked)));
    }

    [Fact]
    public async Task What_nobody_asked_for_is_dropped()
    {
        _broker.Holder.Instead = static (order, _) => Answer(
            order.SubjectId, FakeHolder.AValue(Asked, "\"Camille Exemple\""),
                FakeHolder.AValue("police.intelligence", "\"canary-surplus\""), FakeHolder.AValue("x", "not even json"));

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        answer.State.ShouldBe(DisclosureState.Released);
        Broker.Payload(answer).Keys.ShouldBe([Asked]);
        (await _broker.DiskHoldsAsync("canary-surplus")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_holder_that_hangs_leaves_the_order_waiting()
    {
        _broker.Holder.Instead = static async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return new HolderAnswer.Away();
        };

        var answer = await _broker.AskAsync(Broker.Terms(Asked));

        (answer.State, answer.Payload).ShouldBe((DisclosureState.Waiting, null));
    }

    [Fact]
    public async Task A_holder_port_that_throws_or_answers_null_leaves_the_order_waiting_or_refused()
    {
        _broker.Holder.Instead = static (_, _) => throw new InvalidOperationException("canary-fault");
        (await _broker.AskAsync(Broker.Terms(Asked))).State.ShouldBe(DisclosureState.Waiting);

        _broker.Holder.Instead = static (_, _) => Task.FromResult<HolderAnswer>(null!);
        (await _broker.AskAsync(Broker.Terms(Asked), "another")).State.ShouldBe(DisclosureState.RefusedAnswer);
    }

    [Fact]
    public async Task A_null_value_is_no_value()
    {
        _broker.Holder.Record[Asked] = "null";

        Broker.Payload(await _broker.AskAsync(Broker.Terms(Asked))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_leave_in_their_canonical_spelling()
    {
        _broker.Holder.Record[Asked] = """ { "b" : 1.50, "a":"\u0041\/" } """;

        Broker.Payload(await _broker.AskAsync(Broker.Terms(Asked)))[Asked].ShouldBe("""{"a":"A/","b":1.5}""");
    }

    private static Task<HolderAnswer> Answer(string subjectId, params HeldValue[] values) =>
        Task.FromResult<HolderAnswer>(new HolderAnswer.Values(subjectId, values));

    private async Task ShouldBeRefusedAsync(DisclosureAnswer answer)
    {
        answer.State.ShouldBe(DisclosureState.RefusedAnswer);
        answer.Payload.ShouldBeNull();
        answer.Reasons.ShouldHaveSingleItem().Code.ShouldBe("deny_system_unavailable");
        (await _broker.EntryAsync(answer.ReceiptIndex)).GetProperty("outcome").GetString().ShouldBe("refused_answer");
    }
}
