using System.Globalization;
using System.Numerics;
using System.Text;
using ShareBroker.Rego.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ShareBroker.Rego.Builtins.Yaml;

/// <summary>What a scalar means in YAML 1.1: <c>yes</c> is true, <c>0x1f</c> and <c>010</c> are integers, nothing is null.</summary>
internal static class YamlScalar
{
    private static readonly HashSet<string> True =
        new(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], StringComparer.Ordinal);

    private static readonly HashSet<string> False =
        new(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], StringComparer.Ordinal);

    /// <exception cref="FormatException">The scalar has no counterpart in JSON, such as infinity.</exception>
    public static RegoValue Resolve(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty)
        {
            return scalar.Style == ScalarStyle.Plain ? Resolve(scalar.Value) : RegoString.Of(scalar.Value);
        }

        return scalar.Tag.Value switch
        {
            "tag:yaml.org,2002:binary" => Decode(scalar.Value),
            "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" => Resolve(scalar.Value),
            "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null" => Resolve(scalar.Value),
            _ => RegoString.Of(scalar.Value),
        };
    }

    /// <summary>What a plain scalar means.</summary>
    public static RegoValue Resolve(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return RegoNull.Value;
        }

        if (True.Contains(text) || False.Contains(text))
        {
            return RegoBoolean.Of(True.Contains(text));
        }

        var mayBeNumber = text[0] is '+' or '-' or '.' || char.IsAsciiDigit(text[0]);
        return (mayBeNumber ? Number(text) : null) ?? (RegoValue)RegoString.Of(text);
    }

    /// <summary>Whether a writer may leave the quotes away: the text reads back as itself and means no time or number in base 60.</summary>
    public static bool IsPlainText(string text)
    {
        if (text.Length == 0 || IsInfinite(text) || Resolve(text) is not RegoString)
        {
            return false;
        }

        var isDate = text.Length >= 8 && char.IsAsciiDigit(text[0]) && text.IndexOf('-', StringComparison.Ordinal) == 4;
        var isBase60 = char.IsAsciiDigit(text[^1]) && text.Contains(':', StringComparison.Ordinal)
            && text.TrimStart('+', '-').All(static letter => char.IsAsciiDigit(letter) || letter is ':' or '_' or '.');
        return !isDate && !isBase60;
    }

    private static bool IsInfinite(string text) =>
        text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN";

    private static RegoNumber? Number(string text)
    {
        if (IsInfinite(text))
        {
            throw new FormatException("json: unsupported value");
        }

        var plain = text.Replace("_", string.Empty, StringComparison.Ordinal);
        if (plain.Length > RegoNumber.IntegerDigitsMax)
        {
            return null;
        }

        return Integer(plain) ?? Fraction(plain);
    }

    private static RegoNumber? Integer(string text)
    {
        var negative = text.StartsWith('-');
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        var (radix, start) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        digits = digits[start..];
        if (digits.Length == 0)
        {
            return null;
        }

        var value = BigInteger.Zero;
        if (radix == 10)
        {
            if (!digits.All(char.IsAsciiDigit))
            {
                return null;
            }

            value = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        else if (digits.Length > 64 || !TryRadix(digits, radix, out value))
        {
            return null;
        }

        return RegoNumber.Of(negative ? -value : value);
    }

    private static bool TryRadix(string digits, int radix, out BigInteger value)
    {
        value = BigInteger.Zero;
        foreach (var letter in digits)
        {
            var digit = char.IsAsciiHexDigit(letter) ? Convert.ToInt32(letter.ToString(), 16) : radix;
            if (digit >= radix)
            {
                return false;
            }

            value = (value * radix) + digit;
        }

        return true;
    }

    // Fractions are 64-bit floating point, written shortest, from 10^21 on with an exponent. What exceeds them stays a text.
    private static RegoNumber? Fraction(string text)
    {
        var digits = text.TrimStart('+', '-');
        var isNumber = digits.Length > 0 && text.Length - digits.Length <= 1 && digits.Any(char.IsAsciiDigit)
            && (char.IsAsciiDigit(digits[0]) || (digits[0] == '.' && digits.Length > 1 && char.IsAsciiDigit(digits[1])))
            && digits.All(static letter => char.IsAsciiDigit(letter) || letter is '.' or 'e' or 'E' or '+' or '-');
        if (!isNumber || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return null;
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e+", StringComparison.Ordinal).Replace('E', 'e');
        if (value == 0)
        {
            return double.IsNegative(value) ? RegoNumber.Parse("-0") : RegoNumber.Zero;
        }

        return DecimalText.TryParse(shortest, out var exact) ? RegoNumber.OfDecimal(exact, Math.Abs(value) >= 1e21 ? shortest : null)
            : null;
    }

    private static RegoString Decode(string text) => Base64Text.TryDecode(text, url: false, out var bytes, out _)
        ? RegoString.Of(Encoding.UTF8.GetString(bytes))
        : throw new FormatException("yaml: !!binary value contains invalid base64 data");
}
