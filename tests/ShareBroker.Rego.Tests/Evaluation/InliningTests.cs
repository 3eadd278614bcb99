using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>
/// Small functions whose body takes the place of their call, and values that are read without being kept, against plans that do neither:
/// whoever watches rows gets those.
/// </summary>
public sealed class InliningTests
{
    private static readonly string[] Values =
        ["\"a\"", "\"b\"", "1", "2", "null", "true", "false", "[1, \"a\"]", "[]", "{\"k\": \"a\"}", "{\"k\": 2, \"l\": [\"a\"]}"];

    private static readonly EvaluationEnvironment Watched = Evaluating.World with { Coverage = new NoSink() };

    [Fact]
    public void A_function_gives_in_its_place_what_calling_it_gives()
    {
        var compiled = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var rules = Rules(random);
            if (Compiled(rules) is not { } policy)
            {
                continue;
            }

            compiled++;
            string[] queries = ["data.test.one", "data.test.each", "data.test.never", "data.test.replaced", "data.test.rows"];
            foreach (var prepared in queries.Select(query => (Text: query, Query: policy.Prepare(query))))
            {
                for (var round = 0; round < 5; round++)
                {
                    var input = $$"""{"x": {{Value(random)}}, "y": {{Value(random)}}, "xs": [{{Value(random)}}, {{Value(random)}}, 1]}""";
                    Evaluating.Outcome(prepared.Query, input, Evaluating.World).ShouldBe(
                        Evaluating.Outcome(prepared.Query, input, Watched), $"seed {seed}: {prepared.Text} of {input} in\n{rules}");
                }
            }
        }

        compiled.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_function_that_is_replaced_is_not_in_its_place()
    {
        var policy = Evaluating.Policy("""
            small(x) if x.k == 1
            p if small(input)
            no(_) := false
            q if p with data.test.small as true
            r if p with data.test.small as no
            """);

        policy.Json("[r | some r in [[data.test.p], [data.test.q]]]", """{"k": 2}""").ShouldBe("[]");
        policy.Value("data.test.q", """{"k": 2}""")!.ToString().ShouldBe("true");
        policy.Value("data.test.r", """{"k": 1}""").ShouldBeNull();
    }

    // An early value that cannot be read must not hide that a later one fails.
    [Theory]
    [InlineData("p if { input.a.b == clash }")]
    [InlineData("p if { clash in input.a.b }")]
    [InlineData("small(x, y) if x == y\np if small(clash, 1)")]
    [InlineData("p if { some x in {1, 2, 3}; x == 1; clash }")]
    [InlineData("p if not small(1)\nsmall(x) if x == clash")]
    public void A_conflict_shows_as_it_does_to_one_who_watches(string rules)
    {
        var query = Evaluating.Policy(rules + "\nclash := 1 if input.a\nclash := 2 if input.a").Prepare("data.test.p");

        Evaluating.Outcome(query, """{"a": {}}""", Evaluating.World)
            .ShouldBe(Evaluating.Outcome(query, """{"a": {}}""", Watched));
    }

    // Some of them are faults of types.
    private static RegoPolicy? Compiled(string rules)
    {
        try
        {
            return Evaluating.Policy(rules, """{"some": {"k": "a", "l": ["a", 1]}, "rows": [{"k": "a", "l": [1]}, {"k": 2}, {}]}""");
        }
        catch (RegoCompileException)
        {
            return null;
        }
    }

    private static string Rules(Random random)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 4; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"f{i}(x) if {{ {Body(random, ["x", "x.k", "x.l", "input.y", "told", "data.some.k"])} }}");
            text.AppendLine(CultureInfo.InvariantCulture, $"g{i}(x, y) if {{ {Body(random, ["x", "y.k", "y", "x.l", "told"])} }}");
        }

        text.AppendLine(CultureInfo.InvariantCulture,
            $"told := {Value(random)} if input.x != {Value(random)} else := {Value(random)} if input.y");
        text.AppendLine(CultureInfo.InvariantCulture, $"one if {Call(random, "input.x", "input.y")}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"each contains x if {{ some x in input.xs; {Call(random, "x", "input.y")}; {Call(random, "x", "x")} }}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"never contains x if {{ some x in input.xs; not {Call(random, "x", "input.x.k")} }}");
        text.AppendLine(CultureInfo.InvariantCulture, $"replaced if {{ {Call(random, "input.x", "1")} with input.y as {Value(random)} }}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"rows contains i if {{ some i, x in data.rows; {Call(random, "x", "input.y")}; x.k == object.get(input, \"x\", 2) }}");
        return text.ToString();
    }

    private static string Call(Random random, string first, string second) =>
        random.Next(2) == 0 ? $"f{random.Next(4)}({first})" : $"g{random.Next(4)}({first}, {second})";

    private static string Body(Random random, string[] places) =>
        string.Join("; ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Test(random, places)));

    private static string Test(Random random, string[] places)
    {
        var (left, right) = (places[random.Next(places.Length)], random.Next(2) == 0 ? Value(random) : places[random.Next(places.Length)]);
        return random.Next(9) switch
        {
            0 => $"{left} in [{right}, 1]",
            1 => $"{right} in {left}",
            2 => $"every k, v in {left} {{ object.get(input, k, v) == v }}",
            6 => $"every k, v in {left} {{ object.get({(random.Next(2) == 0 ? "told" : "input")}, k, 2) in v }}",
            3 => $"every v in {left} {{ v in {right} }}",
            4 => $"not {left} == {right}",
            5 => $"count({left}) > 0",
            _ => $"{left} == {right}",
        };
    }

    private static string Value(Random random) => Values[random.Next(Values.Length)];

    private sealed class NoSink : ICoverageSink
    {
        public void RowReached(string file, int row)
        {
        }

        public void RuleFired(string file, int row)
        {
        }
    }
}
