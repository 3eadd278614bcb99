using System.Globalization;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>Rules chosen by an index, against every rule asked in turn. Whoever watches rows gets the latter.</summary>
public sealed class RuleIndexTests
{
    private static readonly string[] Values = ["\"a\"", "\"b\"", "\"ü\"", "\"\"", "1", "1.0", "2", "null", "true", "false", "[1]",
        "{\"a\": 1}"];
    private static readonly string[] Scalars = Values[..10];
    private static readonly string[] Places = ["input.role", "input.deep.kind", "input[\"a.b\"]", "data.fixed.one", "data.fixed.none"];

    private static readonly EvaluationEnvironment Watched = new()
    {
        Time = TimeProvider.System, FillRandom = Random.Shared.NextBytes, Coverage = new NoSink(),
    };

    [Fact]
    public void An_index_chooses_what_asking_every_rule_finds()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var rules = Rules(random);
            var policy = Evaluating.Policy(rules, """{"fixed": {"one": "a", "number": 1}}""");
            string[] queries =
            [
                "data.test.p", "data.test.f(input.role, data.fixed.number)", "data.test.s", "data.test.s[input.role]", "data.test.o",
                    "data.test.o[input.role]",
                "data.test.called", "data.test.e", "data.test.s[data.fixed.one]",
            ];
            foreach (var prepared in queries.Select(query => (Text: query, Query: policy.Prepare(query))))
            {
                for (var round = 0; round < 5; round++)
                {
                    var input = Input(random);
                    Evaluating.Outcome(prepared.Query, input, Evaluating.World).ShouldBe(
                        Evaluating.Outcome(prepared.Query, input, Watched), $"seed {seed}: {prepared.Text} of {input} in\n{rules}");
                }
            }
        }
    }

    [Theory]
    [InlineData("allow if { input.role == \"r#\"; input.level > 3 }", "data.test.allow", "true")]
    [InlineData("allow if { input.level > 3; \"r#\" == input.role }", "data.test.allow", "true")]
    [InlineData("allow if { input.role in {\"r#\", \"s#\"}; input.level > 3 }", "data.test.allow", "true")]
    [InlineData("grant(role, level) := # if { role == \"r#\"; level > 3 }", "data.test.answer", "1234")]
    [InlineData("grant(\"r#\", level) := # if level > 3", "data.test.answer", "1234")]
    [InlineData("deny contains \"d#\" if { input.level > 3; input.role == \"r#\" }", "data.test.deny", "[\"d1234\"]")]
    [InlineData("deny contains \"r#\" if { input.level > 3 }", "data.test.asked", "true")]
    [InlineData("fields[x] := # if { x := input.kind; input.role == \"r#\" }", "data.test.fields", "{\"k\":1234}")]
    [InlineData("allow if { input.role == \"r#\"; input.level > 5 } else if { input.level > 3; input.role == \"r#\" }",
        "data.test.allow", "true")]
    [InlineData("allow if { input.level == 4; input.kind == \"k\"; input.role == \"r#\" }", "data.test.allow", "true")]
    public void Thousands_of_rules_cost_no_more_than_a_few(string rule, string query, string expected)
    {
        const int Count = 1300;
        var rules = string.Join('\n', Enumerable.Range(0, Count).Select(
            index => rule.Replace("#", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)))
            + "\nanswer := " + (rule.StartsWith("grant", StringComparison.Ordinal) ? "grant(input.role, input.level)" : "1")
            + "\nasked if " + (rule.StartsWith("deny", StringComparison.Ordinal) ? "deny[input.role]" : "true");
        var budget = Evaluating.Ample with { StepsMax = 60 };

        var value = Evaluating.Policy(rules).Value(query, """{"role": "r1234", "level": 4, "kind": "k"}""", budget);

        RegoJson.Write(value!).ShouldBe(expected);
    }

    // Judged by the reference implementation: the equations of a body decide before anything else in it happens, other tests do not.
    [Theory]
    [InlineData("p if { clash; input.x == \"a\" }", "undefined")]
    [InlineData("p if { clash; \"a\" == input.x }", "undefined")]
    [InlineData("p if { clash; input.x in {\"a\"} }", "eval_conflict_error")]
    [InlineData("p if { clash; not input.x == \"b\" }", "eval_conflict_error")]
    [InlineData("p if { input.x == \"b\"; clash }", "eval_conflict_error")]
    [InlineData("p if { clash; y := input.missing; y == 1 }", "undefined")]
    [InlineData("p if { y := input.x; clash; y == \"a\" }", "eval_conflict_error")]
    [InlineData("p := f(input.x)\nf(x) := 1 if { clash; x == \"a\" }", "undefined")]
    public void An_error_is_seen_or_not_as_in_the_reference_implementation(string rules, string expected)
    {
        var query = Evaluating.Policy(rules + "\nclash := 1 if input.x\nclash := 2 if input.x").Prepare("data.test.p");

        Evaluating.Outcome(query, """{"x": "b"}""", Evaluating.World).ShouldBe(expected);
    }

    [Fact]
    public void Rules_that_disagree_are_found_among_those_the_index_chooses()
    {
        var rules = string.Concat(Enumerable.Range(0, 50).Select(static index => $"p := {index} if input.x == \"v{index % 40}\"\n"));
        var query = Evaluating.Policy(rules).Prepare("data.test.p");

        Evaluating.Outcome(query, """{"x": "v3"}""", Evaluating.World).ShouldBe("eval_conflict_error");
        Evaluating.Outcome(query, """{"x": "v30"}""", Evaluating.World).ShouldBe("30");
        Evaluating.Outcome(query, """{"x": "v99"}""", Evaluating.World).ShouldBe("undefined");
    }

    [Fact]
    public void An_index_sees_input_and_data_as_with_replaces_them()
    {
        var rules = string.Concat(Enumerable.Range(0, 9).Select(
            static index => $"p := {index} if {{ input.x == \"v{index}\"; data.y == \"w{index}\" }}\n"));
        var policy = Evaluating.Policy(rules + """
            a := x if x := p with input.x as "v3" with data.y as "w3"
            b := x if x := p with input as {"x": "v4"}
            c := x if x := p with data.y as "w8"
            """, """{"y": "w4"}""");

        policy.Json("[data.test.a, data.test.b, data.test.c]", """{"x": "v8"}""").ShouldBe("[3,4,8]");
    }

    private static string Input(Random random) =>
        $$"""{"role": {{Value(random)}}, "deep": {"kind": {{Value(random)}}}, "a.b": {{Value(random)}}, "n": {{random.Next(4)}}}""";

    private static string Rules(Random random)
    {
        var text = new StringBuilder("called := [f(x, input.deep.kind) | some x in [input.role, 1, \"a\"]]\n");
        text.AppendLine(random.Next(2) == 0 ? "default p := \"none\"" : string.Empty);
        var same = random.Next(3) == 0;
        for (var i = random.Next(1, 14); i >= 0; i--)
        {
            var value = same ? "7" : random.Next(3).ToString(CultureInfo.InvariantCulture);
            text.AppendLine(CultureInfo.InvariantCulture, $"p := {value} if {{ {Body(random, Places)} }}{Else(random)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"e := {random.Next(2)} if {{ {Body(random, Places)} }}{Else(random)}");
            var head = random.Next(4) == 0 ? Scalar(random) : "x";
            text.AppendLine(CultureInfo.InvariantCulture, $"f({head}, y) := {random.Next(2)} if {{ {Body(random, [.. Places, "y"])} }}");
            text.AppendLine(CultureInfo.InvariantCulture, $"s contains {Scalar(random)} if {{ {Body(random, Places)} }}");
            text.AppendLine(CultureInfo.InvariantCulture,
                $"s contains x if {{ some x in [input.role, 2]; {Body(random, [.. Places, "x"])} }}");
            text.AppendLine(CultureInfo.InvariantCulture, $"o[{Scalar(random)}] := 1 if {{ {Body(random, Places)} }}");
            text.AppendLine(CultureInfo.InvariantCulture, $"o[x] := 1 if {{ x := input.role; {Body(random, [.. Places, "x"])} }}");
        }

        return text.ToString();
    }

    private static string Else(Random random) => random.Next(6) switch
    {
        0 => $" else := {random.Next(2)}",
        1 or 2 => $" else := {random.Next(2)} if {{ {Body(random, Places)} }}{Else(random)}",
        _ => string.Empty,
    };

    // One test for each place: two for one variable would be a fault of types.
    private static string Body(Random random, string[] places)
    {
        var some = places.ToArray();
        random.Shuffle(some);
        return string.Join("; ", some.Take(random.Next(1, 4)).Select(place => Test(random, place)));
    }

    private static string Test(Random random, string place) => random.Next(8) switch
    {
        0 => $"{Scalar(random)} == {place}",
        1 => $"{place} in {{{Value(random)}, {Value(random)}}}",
        2 => $"{place} in [{Value(random)}, {Value(random)}]",
        3 => "input.n > 1",
        4 => $"not {place} == {Scalar(random)}",
        5 => $"{place} = {Value(random)}",
        _ => $"{place} == {Scalar(random)}",
    };

    private static string Value(Random random) => Values[random.Next(Values.Length)];

    private static string Scalar(Random random) => Scalars[random.Next(Scalars.Length)];

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
