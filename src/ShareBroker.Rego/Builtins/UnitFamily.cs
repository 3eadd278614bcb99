using System.Globalization;
using System.Numerics;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Amounts with decimal (K, M) and binary (Ki, Mi) units.</summary>
internal static class UnitFamily
{
    // Larger exponents mean a mistake or an attack; the numbers would have more digits than any may have.
    private const int ExponentMax = RegoNumber.IntegerDigitsMax - 1000;

    private const string Prefixes = "kmgtpe";

    // The double next to a thousandth, which is what OPA multiplies with: a thousand thousandths are 1.0000000000 and not 1.
    private static readonly BigInteger MilliUp = 1152921504606847;
    private static readonly BigInteger MilliDown = BigInteger.Pow(2, 60);

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("units.parse", "string -> number", Parse),
        Builtin.Of("units.parse_bytes", "string -> number", ParseBytes),
    ];

    private static RegoNumber Parse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (number, unit) = Split(context, arguments.Text(0), "units.parse: ");
        if (number.Length == 0)
        {
            throw BuiltinException.Failed("units.parse: no amount provided");
        }

        // Only the first letter's case counts: m is a thousandth, M a million.
        unit = unit.Length > 1 ? unit[..1] + unit[1..].ToLowerInvariant() : unit;
        var factor = unit == "m" ? BigInteger.One : Factor(unit.ToLowerInvariant(), bytes: false);
        if (factor is null)
        {
            throw BuiltinException.Failed($"units.parse: unit {unit} not recognized");
        }

        var amount = Amount(context, number, "units.parse: exponent too large")
            ?? throw BuiltinException.Failed("units.parse: could not parse amount to a number");
        var (up, down) = unit == "m" ? (MilliUp, MilliDown) : (factor.Value, BigInteger.One);
        return Fraction(
            amount.Digits * up * BigInteger.Pow(10, Math.Max(0, -amount.Scale)), down * BigInteger.Pow(10, Math.Max(0, amount.Scale)));
    }

    // Integers are written plainly, fractions with ten decimals, rounded half away from zero.
    private static RegoNumber Fraction(BigInteger digits, BigInteger unit)
    {
        var whole = BigInteger.DivRem(digits, unit, out var rest);
        if (rest.IsZero)
        {
            return RegoNumber.Of(whole);
        }

        var scaled = BigInteger.Abs(digits) * BigInteger.Pow(10, 10);
        var rounded = ((scaled * 2) + unit) / (unit * 2);
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(11, '0');
        return RegoNumber.Parse((digits.Sign < 0 ? "-" : string.Empty) + text[..^10] + "." + text[^10..]);
    }

    private static RegoNumber ParseBytes(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (number, unit) = Split(context, arguments.Text(0).ToLowerInvariant(), "units.parse_bytes: ");
        if (number.Length == 0)
        {
            throw BuiltinException.Failed("units.parse_bytes: no byte amount provided");
        }

        var factor = Factor(unit, bytes: true)
            ?? throw BuiltinException.Failed($"units.parse_bytes: byte unit {unit} not recognized");
        var amount = Amount(context, number, "units.parse_bytes: exponent too large")
            ?? throw BuiltinException.Failed("units.parse_bytes: could not parse byte amount to a number");
        var exact = RegoNumber.Parse($"{amount.Digits.ToString(CultureInfo.InvariantCulture)}e{-amount.Scale}");
        var product = NumberArithmetic.Multiply(exact, RegoNumber.Of(factor));
        return product.Sign < 0 ? NumberArithmetic.Ceiling(product) : NumberArithmetic.Floor(product);
    }

    private static BigInteger? Factor(string unit, bool bytes)
    {
        unit = bytes && unit.EndsWith('b') && unit.Length > 1 ? unit[..^1] : unit;
        if (unit.Length == 0)
        {
            return BigInteger.One;
        }

        var power = Prefixes.IndexOf(unit[0], StringComparison.Ordinal) + 1;
        return (power, unit[1..]) switch
        {
            ( > 0, "") => BigInteger.Pow(1000, power),
            ( > 0, "i") => BigInteger.Pow(1024, power),
            _ => null,
        };
    }

    private static (string Number, string Unit) Split(BuiltinContext context, string text, string name)
    {
        context.Charge(text.Length);
        text = text.Replace("\"", string.Empty, StringComparison.Ordinal);
        if (text.Contains(' ', StringComparison.Ordinal))
        {
            throw BuiltinException.Failed(name + "spaces not allowed in resource strings");
        }

        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or 'e' or 'E' or '+' or '-'))
        {
            // An e belongs to the number only when an exponent follows it.
            if (text[end] is 'e' or 'E')
            {
                var follows = end + 1 < text.Length ? text[end + 1] : ' ';
                if (!char.IsAsciiDigit(follows) && follows is not ('+' or '-'))
                {
                    break;
                }

                end += follows is '+' or '-' ? 1 : 0;
            }

            end++;
        }

        return (text[..end], text[end..]);
    }

    // digits × 10^-scale, or null when the text is no number.
    private static (BigInteger Digits, int Scale)? Amount(BuiltinContext context, string text, string tooLarge)
    {
        var mark = text.IndexOfAny(['e', 'E']);
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            throw BuiltinException.Failed(tooLarge);
        }

        if (Math.Abs((long)exponent) > ExponentMax || mantissa.Length > RegoNumber.IntegerDigitsMax)
        {
            throw BuiltinException.Failed(tooLarge);
        }

        var negative = mantissa.StartsWith('-');
        mantissa = mantissa.Length > 0 && mantissa[0] is '+' or '-' ? mantissa[1..] : mantissa;
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = new StringBuilder(mantissa).Replace(".", string.Empty, Math.Max(point, 0), point < 0 ? 0 : 1).ToString();
        context.Meter.Work(digits.Length);
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        var value = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return (negative ? -value : value, (point < 0 ? 0 : mantissa.Length - 1 - point) - exponent);
    }
}
