using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Values;

public sealed class OrderTests
{
    [Fact]
    public void Strings_sort_as_their_UTF8_bytes()
    {
        var texts = Gen.Elements("a", "b", "\ud7ff", "\ue000", "\uffff", "😀", "é", "\0", "\u0800").ArrayOf(3).Select(string.Concat);
        var pairs = texts.SelectMany(left => texts.Select(right => (left, right)));

        Prop.ForAll(pairs.ToArbitrary(), static pair =>
        {
            var slow = Encoding.UTF8.GetBytes(pair.left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.right));
            return Math.Sign(RegoString.Of(pair.left).CompareTo(RegoString.Of(pair.right))) == Math.Sign(slow);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_is_total_and_agrees_with_equality_and_hashes()
    {
        var triples =
            from a in SomeValues.Any
            from b in SomeValues.Any
            from c in SomeValues.Any
            select (a, b, c);

        Prop.ForAll(triples.ToArbitrary(), static triple =>
        {
            var (a, b, c) = triple;
            var sorted = new[] { a, b, c };
            Array.Sort(sorted);
            return Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
                && a.Equals(b) == (a.CompareTo(b) == 0)
                && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode())
                && sorted[0].CompareTo(sorted[2]) <= 0;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Kinds_sort_from_null_to_set()
    {
        RegoValue[] values =
        [
            RegoSet.Empty, RegoObject.Empty, RegoArray.Empty, RegoString.Empty, RegoNumber.Zero, RegoBoolean.False, RegoNull.Value,
        ];

        Array.Sort(values);

        values.Select(static value => value.Kind).ShouldBe(Enum.GetValues<RegoKind>());
    }

    [Fact]
    public void An_object_finds_what_a_plain_list_finds_and_shows_its_keys_sorted()
    {
        var entries =
            from key in SomeValues.Any
            from value in SomeValues.Scalar
            select (key, value);
        var lists = Gen.Choose(0, 40).SelectMany(count => entries.ArrayOf(count));

        Prop.ForAll(lists.ToArbitrary(), static list =>
        {
            var builder = new RegoObject.Builder();
            var slow = new SortedDictionary<RegoValue, RegoValue>();
            foreach (var (key, value) in list)
            {
                builder.Set(key, value);
                slow[key] = value;
            }

            var built = builder.Build();
            return built.Keys.ToArray().SequenceEqual(slow.Keys)
                && built.ValuesByKey.ToArray().SequenceEqual(slow.Values)
                && slow.All(entry => entry.Value.Equals(built.Get(entry.Key)))
                && built.Get(RegoString.Of("no such key")) is null;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_set_holds_each_value_once_in_order()
    {
        var lists = Gen.Choose(0, 60).SelectMany(static count => SomeValues.Any.ArrayOf(count));

        Prop.ForAll(lists.ToArbitrary(), static list =>
        {
            var set = RegoSet.Of(list);
            return set.Items.ToArray().SequenceEqual(new SortedSet<RegoValue>(list)) && list.All(set.Contains);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_value_cannot_nest_without_end()
    {
        RegoValue value = RegoNumber.Zero;

        Should.Throw<BudgetExceededException>(() =>
        {
            while (true)
            {
                value = RegoArray.Of(value);
            }
        }).Code.ShouldBe("eval_budget_memory");
        value.ToString().Length.ShouldBe((2 * RegoValue.DepthMax) + 1);
        value.GetHashCode().ShouldNotBe(0);
    }

    [Theory]
    [InlineData("""{"b": [1, 1.0], "a": {"c": null}}""", """{"a": {"c": null}, "b": [1, 1.0]}""")]
    [InlineData("\"é\\u0001\\n\"", "\"é\\x01\\n\"")]
    public void A_value_shows_itself_as_a_term(string json, string term) => RegoJson.Parse(json).ToString().ShouldBe(term);
}
