using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tests.Syntax;

public sealed class ParserFaultTests
{
    [Theory]
    [InlineData("", 0, "empty module")]
    [InlineData("p := 1", 1, "package expected")]
    [InlineData("package a\npackage b", 2, "unexpected package")]
    [InlineData("package a\np { true }", 2, "`if` keyword is required before rule body")]
    [InlineData("package a\nf(x) { x }", 2, "`if` keyword is required before function body")]
    [InlineData("package a\np[1]", 2, "`contains` keyword is required for partial set rules")]
    [InlineData("package a\np.q.r", 2, "rule must have value assignment and/or body declaration")]
    [InlineData("package a\n{\"x\": 1}", 2, "object cannot be used for rule name")]
    [InlineData("package a\np := 1; q := 2", 2, "multiple expressions cannot be used for rule head")]
    [InlineData("package a\np := 1 with input as 2", 2, "expressions using with keyword cannot be used for rule head")]
    [InlineData("package a\ndefault p := x", 2, "illegal default rule (value cannot contain var)")]
    [InlineData("package a\ndefault f(x, x) := 1", 2, "illegal default rule (arguments cannot be repeated x)")]
    [InlineData("package a\np contains 1 if true else := 2", 2, "else keyword cannot be used on multi-value rules")]
    [InlineData("package a\np if {\n  x = \n}", 4, "unexpected } token")]
    [InlineData("package a\np if { a b }", 2, "unexpected identifier token: expected \\n or ; or }")]
    [InlineData("package a\nimport foo.bar", 2, "unexpected import path, must begin with one of: {data, future, input, rego}, got: foo")]
    [InlineData("package a\nimport future.keywords.whatever", 2, "unexpected keyword, must be one of [and contains every if in not or]")]
    [InlineData("package a\np := 01", 2, "unexpected number token: expected number without leading zero")]
    [InlineData("package a\np := 1e99999999", 2, "number too big")]
    [InlineData("package a\np := @", 2, "illegal token")]
    [InlineData("package a\n# METADATA\n#\np := 1", 2, "expected METADATA block, found whitespace")]
    public void A_fault_has_its_row_and_says_what_is_wrong(string text, int row, string message)
    {
        var outcome = Parser.ParseModule("m.rego", text);

        outcome.Result.ShouldBeNull();
        outcome.Errors[0].Message.ShouldBe(message);
        outcome.Errors[0].Code.ShouldBe("rego_parse_error");
        outcome.Errors[0].Location.Row.ShouldBe(row);
        outcome.Errors[0].Location.File.ShouldBe("m.rego");
    }

    [Fact]
    public void All_rules_that_break_v1_are_reported_at_once() =>
        Parser.ParseModule("m.rego", "package a\np { true }\nq[x] { x := 1 }\nr := 1").Errors.Select(static error => error.Location.Row)
            .ShouldBe([2, 3, 3]);

    [Fact]
    public void The_old_grammar_has_bodies_without_if_and_no_younger_keywords()
    {
        var outcome = Parser.ParseModule("m.rego", "package a\nin := 1\np[x] { x := in }\nq { every := 2; every == 2 }", RegoVersion.V0);

        outcome.Errors.ShouldBeEmpty();
        outcome.Result!.Rules.Select(static rule => rule.Head.Kind)
            .ShouldBe([RuleKind.SingleValue, RuleKind.MultiValue, RuleKind.SingleValue]);
    }

    [Fact]
    public void The_old_grammar_learns_keywords_by_import() =>
        Parser.ParseModule("m.rego", "package a\nimport future.keywords.in\np { some x in [1]; x > 0 }", RegoVersion.V0).Errors
            .ShouldBeEmpty();
}
