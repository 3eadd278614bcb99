using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace ShareBroker.Rego.Values;

/// <summary>
/// An exact decimal: sign × 0.d1d2d3… × 10^<see cref="PointPosition"/>, without zeros at either end of the digits. Zero has no digits.
/// Comparing two never expands an exponent, so <c>1e1000000000</c> costs no more than its text.
/// </summary>
internal sealed class DecimalText
{
    private const long ExponentMax = 1_000_000_000;

    private DecimalText(bool negative, string digits, long pointPosition)
    {
        IsNegative = negative && digits.Length > 0;
        Digits = digits;
        PointPosition = digits.Length == 0 ? 0 : pointPosition;
    }

    public bool IsNegative { get; }

    public string Digits { get; }

    public long PointPosition { get; }

    public int Sign => Digits.Length == 0 ? 0 : IsNegative ? -1 : 1;

    public bool IsInteger => PointPosition >= Digits.Length;

    public static DecimalText OfInteger(string text)
    {
        var negative = text.StartsWith('-');
        return Trimmed(negative, negative ? text[1..] : text, text.Length - (negative ? 1 : 0));
    }

    /// <summary>Digits may have zeros at both ends; the point stands after the given number of them.</summary>
    public static DecimalText Trimmed(bool negative, string digits, long pointPosition)
    {
        var core = digits.AsSpan().TrimStart('0');
        var leading = digits.Length - core.Length;
        return new DecimalText(negative, core.TrimEnd('0').ToString(), pointPosition - leading);
    }

    /// <summary>Reads JSON's number grammar: minus? int frac? exp?.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DecimalText? value)
    {
        value = null;
        var negative = text.StartsWith('-');
        var start = negative ? 1 : 0;
        var wholeEnd = DigitsEnd(text, start);
        if (wholeEnd == start || (text[start] == '0' && wholeEnd > start + 1))
        {
            return false;
        }

        var end = wholeEnd;
        var fraction = string.Empty;
        if (end < text.Length && text[end] == '.')
        {
            var fractionEnd = DigitsEnd(text, end + 1);
            fraction = text[(end + 1)..fractionEnd];
            end = fractionEnd;
            if (fraction.Length == 0)
            {
                return false;
            }
        }

        if (!TryReadExponent(text, end, out var exponent))
        {
            return false;
        }

        value = Trimmed(negative, text[start..wholeEnd] + fraction, wholeEnd - start + exponent);
        return true;
    }

    public int CompareTo(DecimalText? other)
    {
        if (other is null)
        {
            return 1;
        }

        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        var order = PointPosition != other.PointPosition
            ? PointPosition.CompareTo(other.PointPosition)
            : string.CompareOrdinal(Digits, other.Digits);
        return IsNegative ? -Math.Sign(order) : Math.Sign(order);
    }

    /// <summary>The integer this is; the caller has checked that it is one of bearable size.</summary>
    public BigInteger ToBigInteger()
    {
        var magnitude = Digits.Length == 0
            ? BigInteger.Zero
            : BigInteger.Parse(Digits, NumberStyles.None, CultureInfo.InvariantCulture)
                * BigInteger.Pow(10, (int)(PointPosition - Digits.Length));
        return IsNegative ? -magnitude : magnitude;
    }

    /// <summary>Without exponent where that is short, else in exponent form.</summary>
    public string ToPlainText()
    {
        var sign = IsNegative ? "-" : string.Empty;
        var exponent = PointPosition - 1;
        if (Digits.Length == 0)
        {
            return "0";
        }

        if (exponent is < -6 or >= 21)
        {
            var rest = Digits.Length > 1 ? "." + Digits[1..] : string.Empty;
            var magnitude = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
            return $"{sign}{Digits[0]}{rest}e{(exponent < 0 ? '-' : '+')}{magnitude}";
        }

        var point = (int)PointPosition;
        if (point <= 0)
        {
            return sign + "0." + new string('0', -point) + Digits;
        }

        return point >= Digits.Length ? sign + Digits.PadRight(point, '0') : sign + Digits[..point] + "." + Digits[point..];
    }

    public override int GetHashCode() => HashCode.Combine(IsNegative, PointPosition, Digits);

    public override bool Equals(object? obj) => obj is DecimalText other && CompareTo(other) == 0;

    private static int DigitsEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end;
    }

    private static bool TryReadExponent(string text, int start, out long exponent)
    {
        exponent = 0;
        if (start == text.Length)
        {
            return true;
        }

        if (text[start] is not ('e' or 'E'))
        {
            return false;
        }

        var digits = start + 1;
        var negative = digits < text.Length && text[digits] == '-';
        if (digits < text.Length && text[digits] is '+' or '-')
        {
            digits++;
        }

        if (digits == text.Length || DigitsEnd(text, digits) != text.Length)
        {
            return false;
        }

        var significant = text.AsSpan(digits).TrimStart('0');
        if (significant.Length > 10)
        {
            return false;
        }

        var magnitude = significant.IsEmpty ? 0 : long.Parse(significant, NumberStyles.None, CultureInfo.InvariantCulture);
        exponent = negative ? -magnitude : magnitude;
        return magnitude <= ExponentMax;
    }
}
