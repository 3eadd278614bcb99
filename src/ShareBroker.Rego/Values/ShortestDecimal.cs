using System.Globalization;
using System.Numerics;

namespace ShareBroker.Rego.Values;

/// <summary>
/// Decimal digits 0.d1d2… × 10^point. <see cref="Of"/> finds the fewest that still lie between the midpoints to both neighbours,
/// by walking the digits of the value and of both midpoints side by side, as Go's big.Float does for the 'g' format.
/// </summary>
internal readonly record struct ShortestDecimal(string Digits, int Point)
{
    public static ShortestDecimal Of(BigInteger mantissa, int exponent, bool inclusive)
    {
        var value = Exact(mantissa, exponent);
        var lower = Exact(mantissa - 1, exponent);
        var upper = Exact(mantissa + 1, exponent);
        for (var i = 0; i < value.Digits.Length; i++)
        {
            var (low, digit, high) = (lower.At(i), value.Digits[i], upper.At(i));
            var mayGoDown = low != digit || (inclusive && i + 1 == lower.Digits.Length);
            var mayGoUp = digit != high && (inclusive || digit + 1 < high || i + 1 < upper.Digits.Length);
            if (mayGoDown && mayGoUp)
            {
                return value.Round(i + 1);
            }

            if (mayGoDown)
            {
                return value.Down(i + 1);
            }

            if (mayGoUp)
            {
                return value.Up(i + 1);
            }
        }

        return value;
    }

    /// <summary>The digits of mantissa × 2^exponent, all of them.</summary>
    public static ShortestDecimal Exact(BigInteger mantissa, int exponent)
    {
        var scaled = exponent >= 0 ? mantissa << exponent : mantissa * BigInteger.Pow(5, -exponent);
        var digits = scaled.ToString(CultureInfo.InvariantCulture);
        var point = exponent >= 0 ? digits.Length : digits.Length + exponent;
        return new ShortestDecimal(digits.TrimEnd('0'), point);
    }

    /// <summary>In exponent form below 1e-4 and from 1e6 (the 'g' format with shortest precision).</summary>
    public string ToGeneralText()
    {
        var exponent = Point - 1;
        if (exponent is < -4 or >= 6)
        {
            var rest = Digits.Length > 1 ? "." + Digits[1..] : string.Empty;
            return $"{Digits[0]}{rest}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        }

        if (Point <= 0)
        {
            return "0." + new string('0', -Point) + Digits;
        }

        return Point >= Digits.Length ? Digits.PadRight(Point, '0') : Digits[..Point] + "." + Digits[Point..];
    }

    /// <summary>The nearest decimal with so many digits; half goes to even.</summary>
    public ShortestDecimal Round(int count)
    {
        if (count < 0 || count >= Digits.Length)
        {
            return this;
        }

        var half = Digits[count] == '5' && count + 1 == Digits.Length;
        var up = half ? count > 0 && (Digits[count - 1] - '0') % 2 != 0 : Digits[count] >= '5';
        return up ? Up(count) : Down(count);
    }

    private char At(int index) => index < Digits.Length ? Digits[index] : '0';

    private ShortestDecimal Down(int count) => count >= Digits.Length ? this : new ShortestDecimal(Digits[..count].TrimEnd('0'), Point);

    private ShortestDecimal Up(int count)
    {
        if (count >= Digits.Length)
        {
            return this;
        }

        var kept = Digits.AsSpan(0, count).TrimEnd('9');
        return kept.IsEmpty
            ? new ShortestDecimal("1", Point + 1)
            : new ShortestDecimal(string.Concat(kept[..^1], ((char)(kept[^1] + 1)).ToString()), Point);
    }
}
