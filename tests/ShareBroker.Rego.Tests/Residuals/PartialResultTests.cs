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

    [Fact]
    public void A_default_that_matters_is_kept_as_a_support_rule()
    {
        var partial = Partial("default p := 1\np := 2 if input.x", "data.test.p = x");

        partial.Queries.ShouldBe(["x = data.partial.test.p"]);
        partial.Support.ShouldHaveSingleItem().ShouldBe(
            new RegoSource("partial/test.rego", "package partial.test\n\ndefault p := 1\n\np := 2 if {\n\tinput.x\n}\n"));
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
    [InlineData("p if q == 7\nq := 1 if input.x else := 7 if input.y", "data.test.q = 7")]
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
