using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ShareBroker.Rego.Builtins.Formatting;

/// <summary>Numbers as Go's strconv.ParseFloat reads them, in the notation of JSON.</summary>
internal static partial class NumberText
{
    // No number with a double has more; what is beyond is refused before it is computed.
    private const int BinaryExponentMax = 5000;

    /// <summary><c>+1</c>, <c>01</c>, <c>.5</c>, <c>5.</c>, <c>1_000</c> and <c>0x1.8p4</c> are numbers to policies; JSON wants them
    /// written without ornament. Empty when the text is no number.</summary>
    public static string InJsonNotation(string text)
    {
        if (text.Contains('_', StringComparison.Ordinal))
        {
            return IsSeparated(text) ? InJsonNotation(text.Replace("_", string.Empty, StringComparison.Ordinal)) : string.Empty;
        }

        if (Hexadecimal().Match(text) is { Success: true } match)
        {
            return OfHexadecimal(match);
        }

        var sign = text.StartsWith('-') ? "-" : string.Empty;
        var rest = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        var wholeEnd = 0;
        while (wholeEnd < rest.Length && char.IsAsciiDigit(rest[wholeEnd]))
        {
            wholeEnd++;
        }

        var tail = rest[wholeEnd..];
        var hasFraction = tail.Length > 1 && tail[0] == '.' && char.IsAsciiDigit(tail[1]);
        if (wholeEnd == 0 && !hasFraction)
        {
            return string.Empty;
        }

        var whole = rest[..wholeEnd].TrimStart('0');
        tail = tail.StartsWith('.') && !hasFraction ? tail[1..] : tail;
        return tail.StartsWith('.') && !hasFraction ? string.Empty : sign + (whole.Length == 0 ? "0" : whole) + tail;
    }

    // Two to the power of -n is five to the power of n, n digits behind the point.
    private static string OfHexadecimal(Match match)
    {
        var (whole, fraction) = (match.Groups["whole"].Value, match.Groups["fraction"].Value);
        if (whole.Length + fraction.Length is 0 or > BinaryExponentMax
            || !int.TryParse(match.Groups["power"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)
            || Math.Abs((long)power) > BinaryExponentMax)
        {
            return string.Empty;
        }

        var digits = BigInteger.Parse("0" + whole + fraction, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var exponent = power - (fraction.Length * 4);
        var text = exponent >= 0
            ? (digits << exponent).ToString(CultureInfo.InvariantCulture)
            : (digits * BigInteger.Pow(5, -exponent)).ToString(CultureInfo.InvariantCulture) + "e"
                + exponent.ToString(CultureInfo.InvariantCulture);
        return (match.Groups["sign"].Value == "-" ? "-" : string.Empty) + text;
    }

    // An underscore stands alone between two digits, or after 0x.
    private static bool IsSeparated(string text)
    {
        var digits = text.TrimStart('+', '-');
        var isHexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        for (var at = isHexadecimal ? 2 : 0; at < digits.Length; at++)
        {
            if (digits[at] == '_' && !((at > 0 && (IsDigit(digits[at - 1]) || (isHexadecimal && at == 2)))
                && at + 1 < digits.Length && IsDigit(digits[at + 1])))
            {
                return false;
            }
        }

        return true;

        bool IsDigit(char letter) => isHexadecimal ? char.IsAsciiHexDigit(letter) : char.IsAsciiDigit(letter);
    }

    [GeneratedRegex(@"^(?<sign>[+-]?)0[xX](?<whole>[0-9a-fA-F]*)\.?(?<fraction>[0-9a-fA-F]*)[pP](?<power>[+-]?[0-9]+)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();
}
