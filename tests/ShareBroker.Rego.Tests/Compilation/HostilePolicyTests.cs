using System.Globalization;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Tests.Evaluation;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>What the parser lets through, the compiler can bear: in stack and in time.</summary>
public sealed class HostilePolicyTests
{
    private const int SmallStackBytes = 1024 * 1024;

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("{", "1", "}")]
    [InlineData("{1: ", "1", "}")]
    [InlineData("(1 + ", "1", ")")]
    [InlineData("[x | x := ", "1", "]")]
    [InlineData("{1: x | x := ", "1", "}")]
    [InlineData("abs(", "1", ")")]
    [InlineData("input.a[", "1", "]")]
    [InlineData("$\"{", "1", "}\"")]
    public void The_deepest_nesting_that_is_read_compiles_on_a_small_stack(string opening, string core, string closing)
    {
        var deepest = 0;
        var thread = new Thread(
            () =>
            {
                for (var depth = 5; depth <= Parser.DepthMax; depth += 5)
                {
                    var text = "package t\np := "
                        + string.Concat(Enumerable.Repeat(opening, depth)) + core + string.Concat(Enumerable.Repeat(closing, depth));
                    if (Parser.ParseModule("m.rego", text).Result is null)
                    {
                        return;
                    }

                    deepest = depth;
                    _ = Compiling.Modules(text).Errors.Count;
                }
            },
            SmallStackBytes);
        thread.Start();
        thread.Join();

        deepest.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("package t{0}\np := 1")]
    [InlineData("package t\np{0} := 1")]
    [InlineData("package t\np := input{0}")]
    [InlineData("package t\np if {{ data{0} }}")]
    [InlineData("package t\nimport input{0} as b\np := b")]
    [InlineData("package t\np if {{ input.x with input{0} as 1 }}")]
    public void A_reference_longer_than_any_value_is_deep_is_a_fault(string text)
    {
        foreach (var (parts, isFault) in new[] { (990, false), (1_001, true), (100_000, true) })
        {
            var module = string.Format(CultureInfo.InvariantCulture, text, string.Concat(Enumerable.Repeat(".a", parts)));
            var errors = Parser.ParseModule("m.rego", module).Errors;

            errors.Any(static error => error.Code == "rego_parse_error" && error.Message.Contains("1000 parts")).ShouldBe(isFault);
        }
    }

    [Fact]
    public void The_longest_references_are_evaluated_on_a_small_stack()
    {
        var path = string.Concat(Enumerable.Repeat(".a", 990));
        string[] texts =
        [
            $"package t{path}\nimport input{path} as b\np := b{path}",
            $"package t\np{path} := 1\nq := p{path}\nr if {{ not input.x with input{path} as 1 }}",
        ];
        var found = new List<string>();
        var thread = new Thread(
            () =>
            {
                foreach (var text in texts)
                {
                    var policy = RegoPolicy.Compile([new RegoSource("m.rego", text)]);
                    foreach (var query in new[] { "data.t.q", "data.t.r", "data.t" })
                    {
                        found.Add(policy.Json(query) is { } json ? json[..Math.Min(json.Length, 5)] : "undefined");
                    }
                }
            },
            SmallStackBytes);
        thread.Start();
        thread.Join();

        found.ShouldBe(["undefined", "undefined", "{\"a\":", "1", "true", "{\"p\":"]);
    }

    [Theory]
    [InlineData("x{0} := input.x")]
    [InlineData("some i{0}; input.y[i{0}] = 1")]
    [InlineData("every x in input.y {{ x == 1 }}")]
    [InlineData("walk(input.x, [_, v{0}])")]
    [InlineData("f(input.x) == 1")]
    [InlineData("count([v | v := input.y[_]; v > {0}]) > 0")]
    public void A_body_of_thousands_of_expressions_compiles_and_is_planned(string expression)
    {
        var lines = Enumerable.Range(0, 4_000).Select(i => string.Format(CultureInfo.InvariantCulture, expression, i));
        var text = "package t\nf(x) := x\np if {\n" + string.Join('\n', lines) + "\n}";

        var policy = RegoPolicy.Compile([new RegoSource("m.rego", text)]);

        policy.Json("data.t.p").ShouldBeNull();
    }

    [Fact]
    public void A_long_body_in_the_worst_order_is_put_in_order()
    {
        var lines = Enumerable.Range(0, 15_000).Select(static i => $"x{i} = x{i + 1} + 1").Append("x15000 = 0");

        var outcome = Compiling.Modules("package t\np if {\n" + string.Join('\n', lines) + "\n}");

        outcome.Errors.ShouldBeEmpty();
        outcome.Result!.Modules[0].Rules[0].Body.Exprs[0].ToString().ShouldBe("eq(x15000, 0)");
    }

    [Fact]
    public void Many_rules_that_read_each_other_in_a_row_compile()
    {
        var rules = Enumerable.Range(0, 3_000).Select(static i => $"p{i} := p{i + 1}").Append("p3000 := 1");

        Compiling.Modules("package t\n" + string.Join('\n', rules)).Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("r{0} := {{\"k{0}\": {0}}}", "s{0} if data.t[input.x].k{0} == 1")]
    [InlineData("p := {{\"k{0}\": 1}} if input.x == {0}", "q{0} if p.k{0} == 1")]
    [InlineData("p[input.k{0}] := {{\"k{0}\": 1}}", "q{0} if p[_].k{0} == 1")]
    [InlineData("f(x, {0}) := y if y := x + {0}", "q{0} := f(1, {0})")]
    public void Many_readers_of_many_definitions_compile(string definition, string reader)
    {
        static string Lines(string form) =>
            string.Join('\n', Enumerable.Range(0, 4_000).Select(i => string.Format(CultureInfo.InvariantCulture, form, i)));

        Compiling.Modules("package t\n" + Lines(definition), "package u\nimport data.t.p\nimport data.t.f\n" + Lines(reader))
            .Errors.ShouldBeEmpty();
    }

    [Fact]
    public void A_ring_of_thousands_of_rules_is_told_by_as_many_faults_as_are_asked_for()
    {
        var ring = Enumerable.Range(0, 4_000).Select(static i => $"r{i} := r{(i + 1) % 4_000}");

        var errors = Compiling.Modules("package t\n" + string.Join('\n', ring)).Errors;

        errors.Count.ShouldBe(11);
        errors.Take(10).ShouldAllBe(static error => error.Code == "rego_recursion_error");
        errors[^1].Message.ShouldBe("error limit reached");
    }

    [Fact]
    public void A_ring_through_a_reference_to_all_rules_is_told_by_its_shortest_way()
    {
        var others = Enumerable.Range(0, 20).Select(static i => $"other{i} := {i}");

        var errors = Compiling.Modules("package t\n" + string.Join('\n', others) + "\na := b\nb := data.t[input.x]").Errors;

        errors.Select(static error => error.Message).ShouldBe(
        [
            "rule data.t.a is recursive: data.t.a -> data.t.b -> data.t.a",
            "rule data.t.b is recursive: data.t.b -> data.t.b",
        ]);
    }

    [Fact]
    public void Compiling_twice_gives_the_same_names()
    {
        const string Text = "package t\np if { some x in input.a; y := x + 1; every z in y { z > 1 } }";

        Compiling.Show(Text).ShouldBe(Compiling.Show(Text));
    }
}
