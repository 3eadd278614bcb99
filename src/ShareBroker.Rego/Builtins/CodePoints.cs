using System.Text;

namespace ShareBroker.Rego.Builtins;

/// <summary>Texts seen as code points, as Rego counts them.</summary>
internal static class CodePoints
{
    public static int Count(BuiltinContext context, string text)
    {
        context.Meter.Work(text.Length >> 4);
        return Count(text);
    }

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
            {
                count--;
            }
        }

        return count;
    }

    /// <summary>The position in UTF-16 units of a code point, or the length when there are fewer.</summary>
    public static int UnitOf(ReadOnlySpan<char> text, long codePoint)
    {
        var unit = 0;
        while (unit < text.Length && codePoint > 0)
        {
            unit += Width(text, unit);
            codePoint--;
        }

        return unit;
    }

    /// <summary>How many UTF-16 units the code point at a position takes.</summary>
    public static int Width(ReadOnlySpan<char> text, int unit) =>
        char.IsHighSurrogate(text[unit]) && unit + 1 < text.Length && char.IsLowSurrogate(text[unit + 1]) ? 2 : 1;

    public static Rune[] ToRunes(string text) => [.. text.EnumerateRunes()];
}
