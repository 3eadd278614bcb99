using ShareBroker.Rego.Fuzz.Calls;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Fuzz.Tests;

public sealed class CallArgumentsTests
{
    private static readonly EdgeTerms Edges = EdgeTerms.Load(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "edge-values.json"));

    [Fact]
    public void Every_builtin_is_called_with_many_terms_and_none_alone_with_more()
    {
        foreach (var builtin in new CallPool(null).Builtins)
        {
            var (likely, any) = Edges.For(builtin.Name);

            any.Count.ShouldBeGreaterThan(10, builtin.Name);
            likely.Count.ShouldBeGreaterThan(0, builtin.Name);
        }

        var (own, all) = Edges.For("numbers.range");
        own.ShouldBeSameAs(all);
        all.OfType<RegoNumber>().ShouldAllBe(static number => number.CompareTo(RegoNumber.Of(1000)) < 0);
    }

    [Fact]
    public void The_same_seed_makes_the_same_calls_of_the_right_length()
    {
        var arguments = new CallArguments(Edges, []);

        var first = Enumerable.Range(0, 200).Select(number => arguments.Next("replace", 3, new Dice(4, number))).ToArray();
        var second = Enumerable.Range(0, 200).Select(number => arguments.Next("replace", 3, new Dice(4, number))).ToArray();

        first.ShouldBe(second);
        first.ShouldAllBe(static call => call.Count == 3);
        first.Distinct().Count().ShouldBeGreaterThan(150);
    }

    [Fact]
    public void What_cases_pass_is_passed_whole_but_for_one_argument()
    {
        KeyValuePair<string, IReadOnlyList<IReadOnlyList<Node>>>[] recorded =
            [new("split", [[Node.Text("\"a-recorded-text\""), Node.Text("\"-recorded-\"")]])];
        var arguments = new CallArguments(Edges, recorded);

        var calls = Enumerable.Range(0, 100).Select(number => arguments.Next("split", 2, new Dice(1, number))).ToArray();

        calls.Count(static call => call[0].Equals(RegoString.Of("a-recorded-text"))).ShouldBeGreaterThan(20);
        calls.Count(static call => call[1].Equals(RegoString.Of("-recorded-"))).ShouldBeGreaterThan(20);
    }
}
