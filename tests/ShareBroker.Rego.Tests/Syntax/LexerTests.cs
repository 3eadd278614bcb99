using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tests.Syntax;

public sealed class LexerTests
{
    [Theory]
    [InlineData("p := 1", "Identifier:p Assign::= Number:1 EndOfText:")]
    [InlineData("a==b!=c", "Identifier:a Equal:== Identifier:b NotEqual:!= Identifier:c EndOfText:")]
    [InlineData("a<=b>=c", "Identifier:a LessOrEqual:<= Identifier:b GreaterOrEqual:>= Identifier:c EndOfText:")]
    [InlineData("\"a\\\"b\" `c\nd`", "String:\"a\\\"b\" String:`c\nd` EndOfText:")]
    [InlineData("some x in xs # why", "Some:some Identifier:x In:in Identifier:xs EndOfText:")]
    [InlineData("$\"a {x} b\"", "TemplatePart:a  Identifier:x RightBrace:} TemplateEnd: b EndOfText:")]
    [InlineData("$\"{ {1} }\"", "TemplatePart: LeftBrace:{ Number:1 RightBrace:} RightBrace:} TemplateEnd: EndOfText:")]
    [InlineData("1.5e-3 .5", "Number:1.5e-3 Dot:. Number:5 EndOfText:")]
    public void A_text_is_cut_into_tokens(string text, string expected) =>
        string.Join(' ', Lexer.Scan("t.rego", text).Tokens.Select(static token => $"{token.Kind}:{token.Text}")).ShouldBe(expected);

    [Theory]
    [InlineData("1a", "illegal number format")]
    [InlineData("1.", "expected fraction")]
    [InlineData("1e", "expected exponent")]
    [InlineData("\"a", "non-terminated string")]
    [InlineData("\"a\nb\"", "non-terminated string")]
    [InlineData("`a", "non-terminated string")]
    [InlineData("\"\\q\"", "illegal escape sequence")]
    [InlineData("!a", "illegal ! character")]
    [InlineData("$a", "illegal $ character")]
    [InlineData("a\0", "illegal null character")]
    public void What_is_no_token_says_why(string text, string message)
    {
        var tokens = Lexer.Scan("t.rego", text).Tokens;

        tokens.First(static token => token.Kind == TokenKind.Illegal).Errors!.ShouldContain(message);
        tokens[^1].Kind.ShouldBe(TokenKind.EndOfText);
    }

    // An attribute cannot carry half a surrogate pair.
    [Fact]
    public void Half_a_surrogate_pair_is_no_character() => What_is_no_token_says_why("\ud800", "illegal utf-8 character");

    [Fact]
    public void Columns_count_code_points_and_offsets_UTF_16_units()
    {
        var token = Lexer.Scan("t.rego", "x\n\"😀\" y").Tokens[2];

        token.Text.ShouldBe("y");
        (token.Location.Row, token.Location.Column, token.Location.Offset).ShouldBe((2, 5, 7));
    }

    [Fact]
    public void A_byte_order_mark_at_the_start_is_no_part_of_the_text() =>
        Lexer.Scan("t.rego", "\uFEFFpackage a").Tokens[0].Kind.ShouldBe(TokenKind.Package);
}
