using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Builtins;

/// <summary>Escapes of URL query strings: a space is a plus, letters, digits and <c>-_.~</c> stay, all else is %XX in UTF-8.</summary>
internal static class QueryText
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
            {
                escaped.Append((char)unit);
            }
            else
            {
                escaped.Append(unit == ' ' ? "+" : "%" + unit.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    public static string Unescape(string text) => Unescape(text, plusIsSpace: true);

    /// <summary>Undoes the escapes; a plus is a space in query strings only.</summary>
    public static string Unescape(string text, bool plusIsSpace)
    {
        var bytes = new List<byte>(text.Length);
        var utf8 = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] != '%')
            {
                bytes.Add(plusIsSpace && utf8[i] == '+' ? (byte)' ' : utf8[i]);
                continue;
            }

            var escape = Encoding.UTF8.GetString(utf8.AsSpan(i, Math.Min(3, utf8.Length - i)));
            if (escape.Length != 3 || !char.IsAsciiHexDigit(escape[1]) || !char.IsAsciiHexDigit(escape[2]))
            {
                throw BuiltinException.Failed($"invalid URL escape \"{escape}\"");
            }

            bytes.Add(byte.Parse(escape.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 2;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
