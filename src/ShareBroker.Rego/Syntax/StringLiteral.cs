using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>What a string literal means: the escapes are JSON's (RFC 8259, section 7).</summary>
internal static class StringLiteral
{
    /// <summary>Resolves the escapes of what stands between the quotes; null when they are no JSON.</summary>
    public static string? Unescape(string inner)
    {
        if (!inner.Contains('\\', StringComparison.Ordinal))
        {
            return inner;
        }

        var result = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            var c = inner[i];
            if (c < ' ')
            {
                return null;
            }

            if (c != '\\')
            {
                result.Append(c);
                continue;
            }

            if (!TakeEscape(inner, ref i, result))
            {
                return null;
            }
        }

        return Repair(result);
    }

    private static bool TakeEscape(string inner, ref int i, StringBuilder result)
    {
        if (++i >= inner.Length)
        {
            return false;
        }

        switch (inner[i])
        {
            case 'b': result.Append('\b'); return true;
            case 'f': result.Append('\f'); return true;
            case 'n': result.Append('\n'); return true;
            case 'r': result.Append('\r'); return true;
            case 't': result.Append('\t'); return true;
            case '"' or '\\' or '/': result.Append(inner[i]); return true;
            case 'u' when i + 4 < inner.Length
                && ushort.TryParse(inner.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                result.Append((char)unit);
                i += 4;
                return true;
            default: return false;
        }
    }

    // Half a surrogate pair is no character: it becomes the replacement character, as it does in every JSON reader that counts code points.
    private static string Repair(StringBuilder text)
    {
        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.ToString().EnumerateRunes())
        {
            repaired.Append(rune);
        }

        return repaired.ToString();
    }
}
