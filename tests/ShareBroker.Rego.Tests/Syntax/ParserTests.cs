using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tests.Syntax;

public sealed class ParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "plus(1, mul(2, 3))")]
    [InlineData("1 * 2 + 3", "plus(mul(1, 2), 3)")]
    [InlineData("1 - 2 - 3", "minus(minus(1, 2), 3)")]
    [InlineData("1 - (2 - 3)", "minus(1, minus(2, 3))")]
    [InlineData("a | b & c", "or(a, and(b, c))")]
    [InlineData("a + 1 < b | c", "lt(plus(a, 1), or(b, c))")]
    [InlineData("a == b in c", "internal.member_2(equal(a, b), c)")]
    [InlineData("k, v in xs", "internal.member_3(k, v, xs)")]
    [InlineData("f(a, b in c)", "f(a, internal.member_2(b, c))")]
    [InlineData("f((a, b in c))", "f(internal.member_3(a, b, c))")]
    [InlineData("x := y % 2", "assign(x, rem(y, 2))")]
    [InlineData("[x | x = 1]", "[x | eq(x, 1)]")]
    [InlineData("{x | x = 1}", "{x | eq(x, 1)}")]
    [InlineData("{x: y | x = 1; y = 2}", "{x: y | eq(x, 1); eq(y, 2)}")]
    [InlineData("{a, b,}", "{a, b}")]
    [InlineData("set()", "set()")]
    [InlineData("{}", "{}")]
    [InlineData("{\"a\": 1, \"b\": [1, 2]}", "{\"a\": 1, \"b\": [1, 2]}")]
    [InlineData("a.b[\"c\"][d][\"e f\"]", "a.b.c[d][\"e f\"]")]
    [InlineData("f(x)[0].y", "f(x)[0].y")]
    [InlineData("-1", "-1")]
    [InlineData("input.x with input as {} with data.y as 1", "input.x with input as {} with data.y as 1")]
    [InlineData("not a", "not a")]
    [InlineData("some x, y", "some x, y")]
    [InlineData("some k, v in xs", "some internal.member_3(k, v, xs)")]
    [InlineData("every k, v in xs { v > k }", "every k, v in xs { gt(v, k) }")]
    [InlineData("data.if.in == 1", "equal(data.if.in, 1)")]
    [InlineData("a.b\n.c", null)]
    [InlineData("\"\\u0041\\n\"", "\"A\\n\"")]
    [InlineData("`a\\n`", "\"a\\\\n\"")]
    public void A_query_is_read_as_its_tree(string text, string? expected)
    {
        var outcome = Parser.ParseQuery("q", text);

        outcome.Result?.ToString().ShouldBe(expected);
        outcome.Errors.Any().ShouldBe(expected is null);
    }

    [Theory]
    [InlineData("p", "SingleValue p := true if true", "p if true")]
    [InlineData("p := 7", "SingleValue p := 7 if true")]
    [InlineData("p if { true }\n", "SingleValue p := true if true")]
    [InlineData("p contains x if x := 1", "MultiValue p contains x if assign(x, 1)")]
    [InlineData("p.q[x].r := v if { x := 1; v := 2 }", "SingleValue p.q[x].r := v if assign(x, 1); assign(v, 2)")]
    [InlineData("p[x] if x := 1", "SingleValue p[x] := true if assign(x, 1)")]
    [InlineData("f(x, [y]) := x + y", "SingleValue f(x, [y]) := plus(x, y) if true")]
    [InlineData("default p := false", "default SingleValue p := false if true")]
    [InlineData("default f(_) := 1", "default SingleValue f(_) := 1 if true")]
    [InlineData("p := 1 if a else := 2", "SingleValue p := 1 if a else SingleValue p := 2 if true")]
    [InlineData("p if { a } { b }", "SingleValue p := true if a | SingleValue p := true if b")]
    [InlineData("p contains \"a\"\np contains \"b\"", "MultiValue p contains \"a\" if true | MultiValue p contains \"b\" if true")]
    public void Rules_are_read_as_their_trees(string text, string expected, string? other = null)
    {
        var outcome = Parser.ParseModule("m.rego", "package a.b\n" + (other ?? text));

        outcome.Errors.ShouldBeEmpty();
        string.Join(" | ", outcome.Result!.Rules.Select(Show)).ShouldBe(expected);
    }

    [Fact]
    public void Package_imports_and_annotations_are_kept()
    {
        var module = Parser.ParseModule(
            "m.rego",
            "package a.b[\"c d\"]\nimport rego.v1\nimport data.x.y as z\nimport input.q\n"
            + "\n# METADATA\n# title: T\n# x: y\np := 1\n").Result!;

        module.Package.Path.ShouldBe(["a", "b", "c d"]);
        module.Imports.Select(static import => (import.PathText, import.Name))
            .ShouldBe([("rego.v1", "v1"), ("data.x.y", "z"), ("input.q", "q")]);
        module.Annotations.ShouldHaveSingleItem().Yaml.ShouldBe("title: T\nx: y");
        module.Annotations[0].Target.ShouldBeSameAs(module.Rules[0]);
    }

    [Fact]
    public void Each_wildcard_is_a_variable_of_its_own()
    {
        var body = Parser.ParseQuery("q", "x[_] = y[_]").Result!;
        var names = new List<string>();

        ShareBroker.Rego.Compilation.Trees.TreeWalk.Terms(body, term =>
        {
            if (term is Term.Var { IsWildcard: true } wildcard)
            {
                names.Add(wildcard.Name);
            }

            return false;
        });

        names.ShouldBe(["$0", "$1"]);
    }

    private static string Show(Rule rule)
    {
        var head = rule.Head;
        var arguments = head.Arguments is null ? string.Empty : $"({string.Join(", ", head.Arguments)})";
        var value = head.Kind == RuleKind.MultiValue ? $"contains {head.Key}" : $":= {head.Value}";
        var sort = (rule.IsDefault ? "default " : string.Empty) + head.Kind;
        return $"{sort} {TermPrinter.OfPath(head.Path)}{arguments} {value} if {rule.Body}"
            + (rule.Else is null ? string.Empty : " else " + Show(rule.Else));
    }
}
