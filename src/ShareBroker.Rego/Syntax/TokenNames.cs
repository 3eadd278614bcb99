using System.Collections.Frozen;

namespace ShareBroker.Rego.Syntax;

/// <summary>Keywords, and how messages call each kind of token.</summary>
internal static class TokenNames
{
    public static FrozenDictionary<string, TokenKind> Keywords { get; } = Enum.GetValues<TokenKind>()
        .Where(static kind => kind is >= TokenKind.Package and <= TokenKind.If)
        .ToFrozenDictionary(static kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static bool IsKeyword(TokenKind kind) => kind >= TokenKind.Package;

    /// <summary>Whether the kind is a keyword that the old grammar knows only after an import.</summary>
    public static bool IsOptional(TokenKind kind) => kind is >= TokenKind.In and <= TokenKind.If;

    public static string Of(TokenKind kind) => kind switch
    {
        TokenKind.EndOfText => "eof",
        TokenKind.Identifier => "identifier",
        TokenKind.TemplatePart => "template-string-part",
        TokenKind.TemplateEnd => "template-string-end",
        TokenKind.LeftBracket => "[",
        TokenKind.RightBracket => "]",
        TokenKind.LeftBrace => "{",
        TokenKind.RightBrace => "}",
        TokenKind.LeftParen => "(",
        TokenKind.RightParen => ")",
        TokenKind.Comma => ",",
        TokenKind.Colon => ":",
        TokenKind.Semicolon => ";",
        TokenKind.Dot => ".",
        TokenKind.LogicalAnd => "and",
        TokenKind.LogicalOr => "or",
        _ => Operator(kind) ?? kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The builtin an operator calls; null for what is no operator.</summary>
    public static string? Operator(TokenKind kind) => kind switch
    {
        TokenKind.Plus => "plus",
        TokenKind.Minus => "minus",
        TokenKind.Multiply => "mul",
        TokenKind.Divide => "div",
        TokenKind.Remainder => "rem",
        TokenKind.And => "and",
        TokenKind.Or => "or",
        TokenKind.Unify => "eq",
        TokenKind.Assign => "assign",
        TokenKind.Equal => "equal",
        TokenKind.NotEqual => "neq",
        TokenKind.Less => "lt",
        TokenKind.LessOrEqual => "lte",
        TokenKind.Greater => "gt",
        TokenKind.GreaterOrEqual => "gte",
        _ => null,
    };
}
