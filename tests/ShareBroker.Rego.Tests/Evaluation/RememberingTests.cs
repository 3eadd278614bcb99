using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>What is computed once and remembered must be what computing it again would give.</summary>
public sealed class RememberingTests
{
    [Fact]
    public void Functions_that_call_others_twice_cost_what_their_number_costs()
    {
        var rules = string.Concat(Enumerable.Range(0, 40).Select(
            static level => $"f{level}(x, y) := [f{level + 1}(x, y), f{level + 1}(x, y)][0]\n")) + "f40(x, y) := concat(x, [y, y])\n";

        Evaluating.Policy(rules + "p := f0(\"-\", \"a\")").Value("data.test.p", budget: Evaluating.Ample with { StepsMax = 20_000 })!
            .ToString().ShouldBe("\"a-a\"");
    }

    [Fact]
    public void A_function_of_several_arguments_gives_the_same_however_often_it_is_called()
    {
        const string Rules = """
            f(x, y, z) := [x, y, z] if { x != y; z.n > 1 } else := "equal" if x == y
            all := [f(x, y, z) | some x in input.xs; some y in input.xs; some z in input.zs]
            defined := [[x, y, z.n] | some x in input.xs; some y in input.xs; some z in input.zs; f(x, y, z)]
            """;
        string[] xs = ["1", "1.0", "\"a\"", "\"b\"", "null", "true", "[1]", "[1]", "{}", "2"];
        string[] zs = ["{\"n\": 1}", "{\"n\": 2}", "{\"n\": 3}"];
        var input = $$"""{"xs": [{{string.Join(", ", xs)}}, {{string.Join(", ", xs)}}], "zs": [{{string.Join(", ", zs)}}]}""";
        var expected =
            from x in xs.Concat(xs)
            from y in xs.Concat(xs)
            from z in zs
            let isEqual = RegoJson.Parse(x).Equals(RegoJson.Parse(y))
            let isGreat = z != zs[0]
            where isEqual || isGreat
            select isEqual ? "\"equal\"" : RegoJson.Write(RegoJson.Parse($"[{x}, {y}, {z}]"));
        var policy = Evaluating.Policy(Rules);

        policy.Json("data.test.all", input).ShouldBe($"[{string.Join(',', expected)}]");
        ((RegoArray)policy.Value("data.test.defined", input)!).Count.ShouldBe(expected.Count());
    }

    [Fact]
    public void A_call_of_constants_gives_the_same_each_time_and_can_still_be_replaced()
    {
        var query = Evaluating.Policy("""
            fixed := upper("abc")
            replaced := x if x := fixed with upper as "other"
            fails if to_number("x") == 1
            loop := [upper("x") | some i in [1, 2, 3]]
            all := [fixed, replaced, loop]
            """).Prepare("data.test.all");

        for (var round = 0; round < 3; round++)
        {
            query.Evaluate(null, Evaluating.Ample, Evaluating.World, CancellationToken.None).Value!.ToString()
                .ShouldBe("""["ABC", "other", ["X", "X", "X"]]""");
        }
    }

    [Fact]
    public void A_call_of_constants_that_fails_fails_each_time()
    {
        var query = Evaluating.Policy("p if to_number(\"x\") == 1").Prepare("data.test.p");

        for (var round = 0; round < 3; round++)
        {
            query.Evaluate(null, Evaluating.Ample, Evaluating.World, CancellationToken.None).Value.ShouldBeNull();
            Evaluating.CodeOf(() => query.Evaluate(
                null, Evaluating.Ample, Evaluating.World with { StrictBuiltinErrors = true }, CancellationToken.None))
                    .ShouldBe("eval_builtin_error");
        }
    }

    [Fact]
    public void What_looks_at_the_clock_is_asked_in_each_evaluation()
    {
        var query = Evaluating.Policy("p := time.now_ns()\nq := rand.intn(\"x\", 1000000000)").Prepare("[data.test.p, data.test.q]");
        var results = Enumerable.Range(0, 5).Select(_ => query
            .Evaluate(null, Evaluating.Ample, Evaluating.World, CancellationToken.None).Value!.ToString())
                .ToHashSet(StringComparer.Ordinal);

        results.Count.ShouldBeGreaterThan(1);
    }
}
