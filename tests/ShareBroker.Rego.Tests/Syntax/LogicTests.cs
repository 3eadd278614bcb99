using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tests.Syntax;

/// <summary><c>and</c>, <c>or</c> and <c>not { body }</c>: how they bind, what they refuse, and that they mean nothing
/// unimported.</summary>
public sealed class LogicTests
{
    private const string Imports = "import future.keywords.and\nimport future.keywords.or\nimport future.keywords.not\n";

    [Theory]
    [InlineData("a or b or c", "{ a } or { b } or { c }")]
    [InlineData("a and b or c and d", "{ { a } and { b } } or { { c } and { d } }")]
    [InlineData("a or b and c", "{ a } or { { b } and { c } }")]
    [InlineData("(a or b) and c", "{ { a } or { b } } and { c }")]
    [InlineData("not a or b", "{ not { a } } or { b }")]
    [InlineData("not (a or b)", "not { { a } or { b } }")]
    [InlineData("not { a; b }", "not { a; b }")]
    [InlineData("not { a } and b", "{ not { a } } and { b }")]
    [InlineData("{ x := 1; x } or b", "{ assign(x, 1); x } or { b }")]
    [InlineData("(((a or b)))", "{ a } or { b }")]
    [InlineData("(a) or (b)", "{ a } or { b }")]
    [InlineData("(a == b) and c", "{ equal(a, b) } and { c }")]
    [InlineData("a or b with input as 1", "{ a } or { b } with input as 1")]
    [InlineData("(a with input as 1) and b", "{ a with input as 1 } and { b }")]
    [InlineData("not a with input as 1", "not { a } with input as 1")]
    [InlineData("a in b or c in d", "{ internal.member_2(a, b) } or { internal.member_2(c, d) }")]
    [InlineData("[1 | a or b]", "[1 | { a } or { b }]")]
    [InlineData("or({1}, {2}) == {1, 2} or x.and", "{ equal(or({1}, {2}), {1, 2}) } or { x.and }")]
    [InlineData("({1})", "{1}")]
    [InlineData("not ({1} | {2})", "not { or({1}, {2}) }")]
    [InlineData("not { (a | b) }", "not { or(a, b) }")]
    public void Operators_bind_as_their_strength_says(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("a or")]
    [InlineData("or a")]
    [InlineData("a and and b")]
    [InlineData("{} or a")]
    [InlineData("a or {}")]
    [InlineData("not {}")]
    [InlineData("{1, 2} or a")]
    [InlineData("a or {\"k\": 1}")]
    [InlineData("not {1, 2}")]
    [InlineData("not { a | b }")]
    [InlineData("{ a | b } or c")]
    [InlineData("a with input as 1 or b")]
    [InlineData("(a with input as 1 or b)")]
    [InlineData("() and a")]
    [InlineData("({ a; b }) and c")]
    [InlineData("(a or b")]
    [InlineData("a or some x in [1]")]
    [InlineData("print(1) or a")]
    [InlineData("x := (a or b)")]
    [InlineData("f(a or b)")]
    public void What_is_no_operand_is_refused(string text) => Read(text).ShouldStartWith("fault");

    [Theory]
    [InlineData("package t\nor := 1\np if or == and\nand := 1")]
    [InlineData("package t\np if { not {1, 2} }")]
    [InlineData("package t\nimport future.keywords\nand(x) := x\np if { not { 1 } }")]
    public void Unimported_they_are_names_and_braces_are_values(string text) =>
        Parser.ParseModule("t.rego", text).Errors.ShouldBeEmpty();

    [Fact]
    public void Deep_and_wide_operands_neither_hang_nor_exhaust_the_stack()
    {
        Read(string.Join(" or ", Enumerable.Repeat("a", 20_000))).ShouldNotStartWith("fault");
        Read(string.Concat(Enumerable.Repeat("(", 20_000)) + "a or b").ShouldStartWith("fault");
        Read(string.Concat(Enumerable.Repeat("not { ", 20_000))).ShouldStartWith("fault");
        Read(string.Concat(Enumerable.Repeat("{ ", 90)) + "a" + string.Concat(Enumerable.Repeat(" } or b", 90)))
            .ShouldNotStartWith("fault");
        Read(string.Concat(Enumerable.Repeat("(", 90)) + "a == b" + string.Concat(Enumerable.Repeat(")", 90))).ShouldNotStartWith("fault");
        Read(string.Concat(Enumerable.Repeat("{ ", 90)) + "a" + string.Concat(Enumerable.Repeat("; c }", 90))).ShouldStartWith("fault");
    }

    [Fact]
    public void Every_cut_of_a_text_is_read_or_refused()
    {
        const string Text = Imports + "p if { not { a and (b or {c; not d}) with input as {\"x\": 1} } and e or {f} }";
        for (var length = 0; length <= Text.Length; length++)
        {
            var outcome = Parser.ParseModule("t.rego", "package t\n" + Text[..length]);
            (outcome.Result is null).ShouldBe(outcome.Errors.Count > 0);
        }
    }

    private static string Read(string body)
    {
        var outcome = Parser.ParseModule("t.rego", $"package t\n{Imports}p if {{\n{body}\n}}\n");
        return outcome.Result is { } module ? module.Rules[0].Body.ToString() : $"fault {outcome.Errors[0]}";
    }
}
