using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>One token, with what the parser must know of the white space before it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The characters as written; for template pieces, without the delimiters.</param>
/// <param name="Location">Where it begins.</param>
/// <param name="SpaceBefore">White space or a comment stands between it and the token before.</param>
/// <param name="NewlineBefore">A line break stands between it and the token before.</param>
/// <param name="Errors">What is wrong with it; null when nothing is.</param>
internal sealed record Token(
    TokenKind Kind, string Text, Location Location, bool SpaceBefore, bool NewlineBefore, IReadOnlyList<string>? Errors)
{
    /// <summary>The offset after its last character.</summary>
    public int End { get; init; }

    /// <summary>The white space before it begins with a line break.</summary>
    public bool BreakFirst { get; init; }
}
