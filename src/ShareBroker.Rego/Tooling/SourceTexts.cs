using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Tooling;

/// <summary>What stands in the policy texts at the places that compiled trees name.</summary>
internal sealed class SourceTexts
{
    private readonly Dictionary<string, string> _texts;

    public SourceTexts(IEnumerable<RegoSource> sources) => _texts = sources.DistinctBy(static source => source.File)
        .ToDictionary(static source => source.File, static source => source.Text, StringComparer.Ordinal);

    /// <summary>The expression as written.</summary>
    public string Text(Expr expr) => _texts.TryGetValue(expr.Location.File, out var text) && expr.End > expr.Location.Offset
        ? text[expr.Location.Offset..Math.Min(expr.End, text.Length)]
        : expr.ToString();

    /// <summary>A reference, call or comprehension as written; null when that is not known.</summary>
    public string? Text(Term term)
    {
        var place = term.Location;
        return _texts.TryGetValue(place.File, out var text) && place.Row > 0 && place.Offset < text.Length && EndOf(term, text) is var end
            && end > place.Offset
            ? text[place.Offset..end]
            : null;
    }

    /// <summary>The name that stands at a place; null when none does.</summary>
    public string? NameAt(Location place) =>
        place.Row > 0 && _texts.TryGetValue(place.File, out var text) && place.Offset < text.Length ? NameAt(text, place.Offset) : null;

    /// <summary>The line in which a place stands, and the place's index in it; null when its text is not known.</summary>
    public (string Line, int Index)? Line(Location place)
    {
        if (place.Row == 0 || !_texts.TryGetValue(place.File, out var text) || text.Length == 0)
        {
            return null;
        }

        var at = Math.Clamp(place.Offset, 0, text.Length - 1);
        while (at > 0 && char.IsWhiteSpace(text[at]))
        {
            at--;
        }

        var start = text[at] == '\n' ? at : text.LastIndexOf('\n', at) + 1;
        var end = text.IndexOf('\n', at);
        return (text[start..(end < 0 ? text.Length : end)], at - start);
    }

    /// <summary>Whether a tab stands before the place in its line.</summary>
    public bool HasTabs(Location place) => LineOf(place) is var line && line[..Math.Min(line.Length, Math.Max(0, place.Column - 1))]
        .Contains('\t');

    /// <summary>The blanks and tabs before a place in its line.</summary>
    public string Indented(Location place) => Blank(place, 1, place.Column);

    /// <summary>Blanks from one column to before another, with tabs where the line of the place has them.</summary>
    public string Blank(Location place, int from, int to)
    {
        var line = LineOf(place);
        return string.Concat(Enumerable.Range(from, Math.Max(0, to - from))
            .Select(column => column - 1 < line.Length && line[column - 1] == '\t' ? '\t' : ' '));
    }

    private string LineOf(Location place)
    {
        if (!_texts.TryGetValue(place.File, out var text) || place.Offset > text.Length)
        {
            return string.Empty;
        }

        var start = place.Offset == 0 ? 0 : text.LastIndexOf('\n', place.Offset - 1) + 1;
        var end = text.IndexOf('\n', place.Offset);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private static string? NameAt(string text, int offset)
    {
        var end = offset;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end > offset ? text[offset..end] : null;
    }

    // Where a term ends: brackets that opened are closed, and an operator has its right operand.
    private static int EndOf(Term term, string text) => term switch
    {
        Term.Call { Function: Term.Var } call when !IsNamed(call, text) && call.Arguments.Count > 0 =>
            EndOf(call.Arguments[^1], text),
        _ => EndOfChain(text, term.Location.Offset),
    };

    private static bool IsNamed(Term.Call call, string text) =>
        string.CompareOrdinal(text, call.Location.Offset, call.Name, 0, call.Name.Length) == 0;

    private static int EndOfChain(string text, int at)
    {
        var depth = 0;
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' or '`':
                    at = EndOfString(text, at);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth > 0:
                    depth--;
                    break;
                case var other when depth == 0 && other != '.' && other != '_' && !char.IsLetterOrDigit(other):
                    return at;
            }
        }

        return at;
    }

    private static int EndOfString(string text, int at)
    {
        var quote = text[at];
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            at += quote == '"' && text[at] == '\\' ? 1 : 0;
        }

        return Math.Min(at, text.Length - 1);
    }
}
