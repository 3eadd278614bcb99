using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>What a host may ask the compiler to refuse beyond the language: recorded from OPA 1.4.2's <c>check --strict</c> where it has
/// the check.</summary>
public sealed class StrictTests
{
    [Theory]
    [InlineData("import data.foo\nimport data.bar as baz\nimport data.used\np := used",
        "2 import data.foo unused|3 import data.bar as baz unused")]
    [InlineData("import data.foo\nimport data.foo\np := 1", "2 import data.foo unused|3 import data.foo unused")]
    [InlineData("import rego.v1\nimport future.keywords.in\np := 1", "")]
    [InlineData("import data.foo\np if { true with data.x as foo }", "")]
    [InlineData("k if { [aa, bb] := [1, 2]; aa == 1 }", "2 assigned var bb unused")]
    [InlineData("p if { a := 1; b := a }", "2 assigned var b unused")]
    [InlineData("fn(x) if { y := 1 }", "2 assigned var y unused|2 unused argument x. (hint: use _ (wildcard variable) instead)")]
    [InlineData("fo(x) if { true } else if { x == 1 }", "")]
    [InlineData("fp(x) if { true } { x }", "2 unused argument x. (hint: use _ (wildcard variable) instead)")]
    [InlineData("c := {v | v := 1; w := 3} if { ww := 1 }", "2 assigned var w unused|2 assigned var ww unused")]
    [InlineData("e if { false } else := 2 if { u := 1 }", "2 assigned var u unused")]
    [InlineData("f(x, x) := 1", "")]
    [InlineData("f(_, y) := y\ng(_) if input.x\nh([_, _]) := 1", "")]
    [InlineData("f(x, [y, {\"k\": z}]) := y", "2 unused argument x. (hint: use _ (wildcard variable) instead)"
        + "|2 unused argument z. (hint: use _ (wildcard variable) instead)")]
    [InlineData("p if { x := 1; every y in [1] { y == x } }", "")]
    [InlineData("p := y if { y := 1 }", "")]
    public void What_nothing_uses_is_refused_when_asked(string rules, string expected)
    {
        var options = new RegoCompileOptions { IsStrict = true };

        Faults("package t\n" + rules, options).ShouldBe(expected);
        Faults("package t\n" + rules, RegoCompileOptions.Default).Replace("2 import must not shadow import data.foo", "",
            StringComparison.Ordinal).Replace("3 import must not shadow import data.foo", "", StringComparison.Ordinal).ShouldBe("");
    }

    [Theory]
    [InlineData("import data.a\nimport input.a\np { a }", "3 import must not shadow import data.a")]
    [InlineData("p { any([true]) }", "2 deprecated built-in function calls in expression: any")]
    [InlineData("input = 1", "2 rules must not shadow input (use a different rule name)")]
    public void Strict_old_modules_are_held_to_what_v1_refuses(string rules, string expected)
    {
        var older = new RegoCompileOptions { ModulesAreV0 = true };

        Faults("package t\n" + rules, older).ShouldBe("");
        Faults("package t\n" + rules, older with { IsStrict = true }).ShouldBe(expected);
    }

    [Fact]
    public void Unsafe_functions_are_refused_in_modules_and_queries()
    {
        var options = new RegoCompileOptions { UnsafeBuiltins = new HashSet<string>(["time.now_ns", "count"], StringComparer.Ordinal) };

        Faults("package t\np := [count(x) | x := [time.now_ns()]]", options)
            .ShouldBe("2 unsafe built-in function calls in expression: time.now_ns"
                + "|2 unsafe built-in function calls in expression: count");
        Faults("package t\np := sum([1])", options).ShouldBe("");
        var policy = RegoPolicy.Compile([], null, options);
        Should.Throw<RegoCompileException>(() => policy.Prepare("x = time.now_ns()")).Code.ShouldBe("rego_type_error");
    }

    [Fact]
    public void A_host_sets_how_many_faults_are_listed()
    {
        var text = "package t\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"p{i} := x\n"));

        Faults(text, new RegoCompileOptions { ErrorsMax = 1_000 }).Split('|').Length.ShouldBe(40);
        Faults(text, new RegoCompileOptions { ErrorsMax = 2 }).Split('|').Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("p := input.b", "undefined ref: input.b")]
    [InlineData("p := input.a.b", "undefined ref: input.a.b")]
    [InlineData("p := sum(input.a)", "sum: invalid argument(s)")]
    [InlineData("p := input.a + 1", "plus: invalid argument(s)")]
    [InlineData("p if input.a == \"x\"", "")]
    [InlineData("# METADATA\n# schemas:\n# - input: schema.other\np := input.b.c + 1", "")]
    [InlineData("# METADATA\n# schemas:\n# - input: schema.other\np := input.a", "undefined ref: input.a")]
    [InlineData("# METADATA\n# schemas:\n# - input.a: {\"type\": \"number\"}\np := input.a + 1", "")]
    [InlineData("# METADATA\n# schemas:\n# - data.x: {\"type\": \"array\", \"items\": {\"type\": \"string\"}}\np if data.x[_] == 1",
        "match error")]
    [InlineData("# METADATA\n# schemas:\n# - data.x: {\"type\": \"string\"}\np if data.xy.z == 1", "")]
    [InlineData("# METADATA\n# schemas:\n# - input: schema.missing\np := 1", "undefined schema: schema.missing")]
    [InlineData("# METADATA\n# schemas:\n# - input: {\"$ref\": \"http://example.org\"}\np := 1",
        "unable to compile the schema: remote reference loading disabled")]
    [InlineData("# METADATA\n# schemas:\n# - input: {\"$ref\": \"#\"}\np := input.any.thing", "")]
    [InlineData("# METADATA\n# scope: package\n# schemas:\n# - input: schema.other\npackage t\np := input.a", "undefined ref: input.a")]
    [InlineData("# METADATA\n# schemas:\n# - input: {\"anyOf\": [{\"properties\": {\"a\": {\"type\": \"string\"}}}, "
        + "{\"properties\": {\"b\": {\"type\": \"number\"}}}]}\np := input.c", "undefined ref: input.c")]
    [InlineData("# METADATA\n# schemas:\n# - input: {\"allOf\": [{\"properties\": {\"a\": {\"type\": \"string\"}}}, "
        + "{\"properties\": {\"b\": {\"type\": \"number\"}}}]}\np := [input.a, input.b]", "")]
    public void Schemas_tell_the_types_of_documents(string rules, string expected)
    {
        var schemas = new Dictionary<string, RegoValue>(StringComparer.Ordinal)
        {
            ["schema"] = RegoJson.Parse("""{"type": "object", "properties": {"a": {"type": "string"}}}"""),
            ["schema.other"] = RegoJson.Parse(
                """
                {"type": "object", "properties": {"b": {"$ref": "#/definitions/b"}},
                 "definitions": {"b": {"type": "object", "properties": {"c": {"type": "integer"}}}}}
                """),
        };
        var text = rules.Contains("package t", StringComparison.Ordinal) ? rules : "package t\n" + rules;

        var faults = Faults(text, new RegoCompileOptions { Schemas = schemas });

        (faults.Length == 0 ? "" : faults[(faults.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ShouldBe(expected);
        Faults(text, RegoCompileOptions.Default).ShouldBe("");
    }

    [Theory]
    [InlineData("o := {\"alpha\": 1, \"beta\": 2, 3: 4}\np := o.alpa",
        "undefined ref: data.t.o.alpa\n\tdata.t.o.alpa\n\t         ^\n\t         have: \"alpa\"\n\t         want (one of): [3 \"alpha\" \"beta\"]")]
    [InlineData("q := 1\np := q.b", "undefined ref: data.t.q.b\n\tdata.t.q.b\n\t^^^^^^^^\n\thave: number")]
    [InlineData("s := {1, 2}\np := s.x",
        "undefined ref: data.t.s.x\n\tdata.t.s.x\n\t         ^\n\t         have: \"x\"\n\t         want (type): number")]
    [InlineData("p if { x := {\"b\": 1}; x.d }", "undefined ref: x.d\n\tx.d\n\t  ^\n\t  have: \"d\"\n\t  want (one of): [\"b\"]")]
    public void A_reference_into_nothing_is_told_what_there_is(string rules, string expected) =>
        Should.Throw<RegoCompileException>(() => RegoPolicy.Compile([new RegoSource("t.rego", "package t\n" + rules)]))
            .Errors[0].Message.ShouldBe(expected);

    private static string Faults(string text, RegoCompileOptions options)
    {
        try
        {
            RegoPolicy.Compile([new RegoSource("t.rego", text)], null, options);
            return "";
        }
        catch (RegoCompileException fault)
        {
            return string.Join('|', fault.Errors.Select(static error => $"{error.Location.Row} {error.Message.Split('\n')[0]}"));
        }
    }
}
