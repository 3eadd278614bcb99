using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>One demand that a rule makes of something known before it is tried.</summary>
/// <param name="Key">Names the thing: an argument's place or a path below <c>input</c> or <c>data</c>.</param>
/// <param name="Argument">The place of the argument; -1 when it is no argument.</param>
/// <param name="IsInput">The path lies below <c>input</c>.</param>
/// <param name="Path">The path, without its root.</param>
/// <param name="Wanted">A constant, an array of constants and variables, or a variable when anything will do.</param>
/// <param name="Delimiters">For a glob: where the text is cut before it is compared with the array; else null.</param>
internal sealed record IndexEntry(string Key, int Argument, bool IsInput, RegoValue[] Path, Term Wanted, string? Delimiters)
{
    /// <summary>Whether the thing, null when undefined, can satisfy the rule.</summary>
    public bool Admits(RegoValue? found)
    {
        if (found is null)
        {
            return false;
        }

        return Fits(found) || (Delimiters is not null && found is RegoString text && Fits(Cut(text.Value)));
    }

    /// <summary>The parts of a text between delimiters that no backslash precedes.</summary>
    public static IReadOnlyList<string> Split(string text, string delimiters)
    {
        var parts = new List<string>();
        var last = 0;
        var escaped = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' || escaped)
            {
                escaped = !escaped;
            }
            else if (delimiters.Contains(text[at], StringComparison.Ordinal))
            {
                parts.Add(text[last..at]);
                last = at + 1;
            }
        }

        parts.Add(text[last..]);
        return parts;
    }

    private RegoArray Cut(string text) =>
        RegoArray.Adopt([.. Split(text, Delimiters!).Select(static part => (RegoValue)RegoString.Of(part))]);

    private bool Fits(RegoValue found) => Wanted switch
    {
        Term.Var => true,
        Term.Constant constant => constant.Value.Equals(found),
        Term.Array pattern => found is RegoArray array && array.Count == pattern.Items.Count && Fits(pattern.Items, array),
        _ => false,
    };

    private static bool Fits(IReadOnlyList<Term> pattern, RegoArray array)
    {
        for (var i = 0; i < pattern.Count; i++)
        {
            if (pattern[i] is Term.Constant constant && !constant.Value.Equals(array[i]))
            {
                return false;
            }
        }

        return true;
    }
}
