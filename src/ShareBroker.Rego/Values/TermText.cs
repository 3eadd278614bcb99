using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Values;

/// <summary>Writes values in Rego term syntax, as messages and format strings show them.</summary>
internal static class TermText
{
    public static string Of(RegoValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    public static void Append(StringBuilder text, RegoValue value)
    {
        switch (value)
        {
            case RegoNull:
                text.Append("null");
                break;
            case RegoBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case RegoNumber number:
                text.Append(number.Text);
                break;
            case RegoString words:
                AppendQuoted(text, words.Value);
                break;
            case RegoArray array:
                AppendList(text, '[', array.Items, ']');
                break;
            case RegoSet { Count: 0 }:
                text.Append("set()");
                break;
            case RegoSet set:
                AppendList(text, '{', set.Items, '}');
                break;
            case RegoObject obj:
                AppendObject(text, obj);
                break;
        }
    }

    /// <summary>Go's quoted form: printable characters as they are, others as the shortest escape.</summary>
    public static void AppendQuoted(StringBuilder text, string value, bool asciiOnly = false)
    {
        text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            AppendEscaped(text, rune, '"', asciiOnly);
        }

        text.Append('"');
    }

    public static void AppendEscaped(StringBuilder text, Rune rune, char quote, bool asciiOnly = false)
    {
        if (rune.Value == quote || rune.Value == '\\')
        {
            text.Append('\\').Append((char)rune.Value);
            return;
        }

        if (IsPrintable(rune) && (!asciiOnly || rune.IsAscii))
        {
            text.Append(rune.ToString());
            return;
        }

        text.Append(rune.Value switch
        {
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            < ' ' or 0x7f => "\\x" + rune.Value.ToString("x2", CultureInfo.InvariantCulture),
            < 0x10000 => "\\u" + rune.Value.ToString("x4", CultureInfo.InvariantCulture),
            _ => "\\U" + rune.Value.ToString("x8", CultureInfo.InvariantCulture),
        });
    }

    private static bool IsPrintable(Rune rune)
    {
        if (rune.IsAscii)
        {
            return rune.Value is >= ' ' and < 0x7f;
        }

        return Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
    }

    private static void AppendList(StringBuilder text, char open, ReadOnlySpan<RegoValue> items, char close)
    {
        text.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            Append(text, items[i]);
        }

        text.Append(close);
    }

    private static void AppendObject(StringBuilder text, RegoObject value)
    {
        text.Append('{');
        for (var i = 0; i < value.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            Append(text, value.KeyAt(i));
            text.Append(": ");
            Append(text, value.ValueAt(i));
        }

        text.Append('}');
    }
}
