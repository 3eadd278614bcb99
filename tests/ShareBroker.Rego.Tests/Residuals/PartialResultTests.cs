using System.Text.Json;
using ShareBroker.Rego.Tests.Evaluation;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Residuals;

/// <summary>What the host of a partial evaluation sees.</summary>
public sealed class PartialResultTests
{
    private const string Roles = "roles := {\"admin\": {\"read\", \"write\"}, \"user\": {\"read\"}}\n"
        + "default allow := false\nallow if input.action in roles[input.role]\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_known_is_computed_as_the_language_of_the_modules_has_it(bool older)
    {
        var rule = older
            ? "p { strings.render_template(\"{{.a}}\", {}); input.x }"
            : "p if { strings.render_template(\"{{.a}}\", {}); input.x }";
        var policy = RegoPolicy.Compile(
            [new RegoSource("t.rego", "package t\n" + rule + "\n")], data: null, new RegoCompileOptions { ModulesAreV0 = older });

        var whole = policy.Prepare("data.t.p == true").Evaluate(
            RegoJson.Parse("{\"x\": 1}"), Evaluating.Ample, Evaluating.World, CancellationToken.None);
        var partial = policy.PreparePartial("data.t.p == true").Evaluate(
            null, Evaluating.Ample, Evaluating.World, CancellationToken.None);

        partial.NeverHolds.ShouldBe(whole.Bindings.Count == 0);
        partial.NeverHolds.ShouldBe(older);
    }

    [Fact]
    public void A_rule_over_known_data_becomes_one_query_for_each_entry_that_may_apply() =>
        Partial(Roles, "data.test.allow == true").Queries.ShouldBe(
        [
            "input.role = \"admin\"\ninput.action in {\"read\", \"write\"}",
            "input.role = \"user\"\ninput.action in {\"read\"}",
        ]);

    [Fact]
    public void What_is_known_of_the_input_leaves_only_what_it_does_not_settle()
    {
        var partial = Partial(Roles, "data.test.allow == true", "{\"role\": \"user\"}", "input.action");

        partial.Queries.ShouldBe(["input.action in {\"read\"}"]);
        partial.Support.ShouldBeEmpty();
    }

    [Fact]
    public void A_query_that_no_input_can_meet_has_no_conditions()
    {
        var partial = Partial("p if { input.x == 1; input.x == 2 }", "data.test.p");

        partial.Queries.ShouldBeEmpty();
        partial.NeverHolds.ShouldBeTrue();
        partial.ToJson().ShouldBe("{}");
    }

    [Fact]
    public void A_query_that_every_input_meets_is_told_so()
    {
        var partial = Partial("p if input.x\np if true", "data.test.p");

        partial.AlwaysHolds.ShouldBeTrue();
        partial.Queries.ShouldBe(["true"]);
        partial.ToJson().ShouldBe("{\"queries\":[[]]}");
    }

    [Theory]
    [InlineData("default p := 1\np := 2 if input.x == 1", "input.x = 1\nx = 2", "x = 1\nnot input.x = 1")]
    [InlineData("p := 1 if input.a == 1 else := 2 if input.b == 1", "input.a = 1\nx = 1", "input.b = 1\nx = 2\nnot input.a = 1")]
    [InlineData("p := 1 if false else := 2 if input.b == 1 else := 3 if false", "input.b = 1\nx = 2")]
    [InlineData("p := 1 if true else := 2 if input.b", "x = 1")]
    [InlineData("p := q.a\nq := {\"a\": r, \"b\": 5}\nr := 1 if input.z == 1", "__localp0__ = data.test.q\ninput.z = 1\nx = 1")]
    public void An_earlier_definition_goes_before_a_later_one_in_what_is_left(
        string rules, string first, string? second = null)
    {
        var partial = Partial(rules, "data.test.p = x");

        partial.Queries.ShouldBe(second is null ? [first] : [first, second]);
        partial.Support.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("p if count(d) == 0", "not input.a = 1\nnot input.b = 1")]
    [InlineData("p if count(d) > 0", "data.partial.__any0__")]
    [InlineData("p if { some y in d; y.k == \"b\" }", "input[\"b\"] = 1")]
    [InlineData("p if every y in data.rows { input[y.k] == 1 }", "input.a = 1\ninput.b = 1")]
    public void A_comprehension_over_what_is_known_becomes_conditions_on_its_members(string rule, string expected)
    {
        var data = RegoJson.Parse("{\"rows\": [{\"k\": \"a\"}, {\"k\": \"b\"}]}");
        var rules = rule + "\nd := [y | some y in data.rows; input[y.k] == 1]";
        var partial = RegoPolicy.Compile([new RegoSource("test.rego", "package test\n" + rules)], data)
            .PreparePartial("data.test.p").Evaluate(null, Evaluating.Ample, Evaluating.World, default);

        partial.Queries.ShouldBe([expected.Replace("[\"b\"]", ".b", StringComparison.Ordinal)], partial.ToString());
    }

    [Fact]
    public void What_is_known_of_a_partly_unknown_object_is_used()
    {
        var policy = Evaluating.Policy(
            "default body := {}\nbody := input.request if is_object(input.request)\np := object.get(body, \"purpose\", null)\n"
            + "q := object.get(body, \"forum\", \"none\")");
        var known = RegoJson.Parse("{\"request\": {\"purpose\": \"care\"}}");

        PartialResult Left(string query) => policy.PreparePartial(query, ["input.request.why"])
            .Evaluate(known, Evaluating.Ample, Evaluating.World, default);
        Left("data.test.p = x").Queries.ShouldBe(["x = \"care\""]);
        Left("data.test.p = x").ValuesOf("x")!.ShouldHaveSingleItem().ShouldBe(RegoString.Of("care"));
        Left("data.test.q = x").Queries.ShouldBe(["x = \"none\""]);
    }

    [Fact]
    public void Words_that_no_query_has_are_said_by_rules_inside_of_a_closure()
    {
        const string Rules = "import future.keywords.not\np if count([x | some x in input.l; not { x == 1 }]) == 2";
        var policy = RegoPolicy.Compile([new RegoSource("test.rego", "package test\n" + Rules)]);
        var partial = policy.PreparePartial("data.test.p").Evaluate(null, Evaluating.Ample, Evaluating.World, default);

        var residual = RegoPolicy.Compile([new RegoSource("test.rego", "package test\n" + Rules), .. partial.Support]);
        foreach (var (input, holds) in new[] { ("{\"l\": [1, 2, 3]}", true), ("{\"l\": [1, 2]}", false) })
        {
            residual.Prepare(partial.Queries.Single()).Evaluate(RegoJson.Parse(input), Evaluating.Ample, Evaluating.World, default)
                .Bindings.Count.ShouldBe(holds ? 1 : 0);
        }
    }

    [Theory]
    [InlineData("p := 1 if input.a\np := 2 if input.b")]
    [InlineData("p := v if some v in input.a")]
    [InlineData("p := q.k\nq[\"k\"] := 1 if input.a\nq[\"k\"] := 2 if input.b")]
    [InlineData("p := f(input.a)\nf(x) := 1 if x\nf(x) := 2 if input.b")]
    public void Definitions_that_may_conflict_conflict_in_what_is_left_too(string rules)
    {
        var policy = Evaluating.Policy(rules);
        var input = RegoJson.Parse("{\"a\": [1, 2], \"b\": true}");
        Evaluating.CodeOf(() => policy.Prepare("data.test.p = x").Evaluate(input, Evaluating.Ample, Evaluating.World, default))
            .ShouldBe("eval_conflict_error");

        var partial = Partial(rules, "data.test.p = x");
        var residual = RegoPolicy.Compile([new RegoSource("test.rego", "package test\n" + rules), .. partial.Support]);

        var query = partial.Queries.ShouldHaveSingleItem();
        Evaluating.CodeOf(() => residual.Prepare(query).Evaluate(input, Evaluating.Ample, Evaluating.World, default))
            .ShouldBe("eval_conflict_error");
    }

    [Theory]
    [InlineData("p if time.now_ns() > 5; input.x", "time.now_ns() > 5")]
    [InlineData("p if rand.intn(\"a\", 10) > 5", "rand.intn(\"a\", 10) > 5")]
    public void What_differs_from_time_to_time_is_left(string rules, string expected) =>
        Partial(rules.Replace("; ", "\np if ", StringComparison.Ordinal), "data.test.p").Queries.ShouldContain(expected);

    [Theory]
    [InlineData("p if not input.x > 1", "not input.x > 1")]
    [InlineData("p if not input.x == 1", "not input.x = 1")]
    [InlineData("p if every x in input.l { x > 1 }", "every __localp0__ in input.l { __localp0__ > 1 }")]
    [InlineData(
        "p if count([x | some x in input.l]) > 1",
        "__localp0__ = [__localp1__ | __localp1__ = input.l[__localp2__]]\ncount(__localp0__) > 1")]
    [InlineData("p if q with input.x as 1\nq if input.y", "data.test.q with input.x as 1")]
    [InlineData("p if q == 7\nq := 1 if input.x else := 7 if input.y == 1", "input.y = 1\nnot input.x")]
    [InlineData("p if { some i; input.a[i] == input.b[i] }", "input.a[__localp0__] = input.b[__localp0__]")]
    [InlineData("p if input[\"a-b\"][\"if\"] + 1 == 3", "(input[\"a-b\"][\"if\"] + 1) = 3")]
    public void Expressions_over_the_unknown_read_as_they_were_written(string rules, string expected) =>
        Partial(rules, "data.test.p").Queries.ShouldBe([expected]);

    [Fact]
    public void An_explosion_of_branches_ends_in_an_error()
    {
        var rules = "p if {\n" + string.Concat(Enumerable.Range(0, 20).Select(static i => $"\tq[input.a{i}]\n")) + "}\n"
            + "q contains 1\nq contains 2\nq contains 3\n";
        var budget = Evaluating.Ample with { StepsMax = 200_000 };

        Evaluating.CodeOf(() => Evaluating.Policy(rules).PreparePartial("data.test.p").Evaluate(null, budget, Evaluating.World, default))
            .ShouldBe("eval_budget_steps");
    }

    [Fact]
    public void Rules_that_nest_deeper_than_the_budget_end_in_an_error()
    {
        var links = Enumerable.Range(0, 600).Select(static i => $"p{i} if {{ p{i + 1}; input.x{i} }}\n");
        var rules = string.Concat(links) + "p600 if input.x\n";

        Evaluating.CodeOf(() => Partial(rules, "data.test.p0")).ShouldBe("eval_budget_depth");
    }

    [Fact]
    public void A_caller_that_gives_up_is_heard()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() => Evaluating.Policy(Roles).PreparePartial("data.test.allow")
            .Evaluate(null, Evaluating.Ample, Evaluating.World, source.Token));
    }

    [Theory]
    [InlineData("foo.bar")]
    [InlineData("input[x]")]
    [InlineData("1")]
    [InlineData("input.")]
    public void An_unknown_that_is_no_path_is_refused(string unknown) =>
        Should.Throw<RegoCompileException>(() => Evaluating.Policy(Roles).PreparePartial("data.test.allow", unknown));

    [Fact]
    public void The_JSON_form_is_a_syntax_tree()
    {
        var json = Partial("p contains x if { some x in input.l; not x in {1, null} }", "x = data.test.p").ToJson();

        using var tree = JsonDocument.Parse(json);
        var head = tree.RootElement.GetProperty("support")[0].GetProperty("rules")[0].GetProperty("head");
        head.GetProperty("name").GetString().ShouldBe("p");
        head.GetProperty("key").GetProperty("type").GetString().ShouldBe("var");
        var terms = tree.RootElement.GetProperty("queries")[0][0].GetProperty("terms");
        terms[0].GetProperty("value")[0].GetProperty("value").GetString().ShouldBe("eq");
        terms[2].GetProperty("type").GetString().ShouldBe("ref");
    }

    private static PartialResult Partial(string rules, string query, string? input = null, params string[] unknowns) =>
        Evaluating.Policy(rules).PreparePartial(query, unknowns)
            .Evaluate(input is null ? null : RegoJson.Parse(input), Evaluating.Ample, Evaluating.World, CancellationToken.None);
}
