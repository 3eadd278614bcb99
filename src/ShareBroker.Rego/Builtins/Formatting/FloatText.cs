using System.Globalization;
using System.Numerics;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Formatting;

/// <summary>Texts of finite 64-bit floating point numbers that are not negative, in the forms that format strings know.</summary>
internal static class FloatText
{
    /// <summary>Forms: b, e, E, f, g, G, x, X. A negative precision asks for the shortest digits that read back.</summary>
    public static string Write(double value, char form, int precision)
    {
        var (mantissa, exponent) = Split(value);
        switch (form)
        {
            case 'b':
                return $"{mantissa}p{Signed(exponent, 1)}";
            case 'x' or 'X':
                return Hexadecimal(mantissa, exponent, precision, form);
        }

        var digits = precision < 0 ? Shortest(value) : Exact(mantissa, exponent, form, precision);
        switch (form)
        {
            case 'e' or 'E':
                return Exponent(digits, precision < 0 ? Math.Max(digits.Digits.Length - 1, 0) : precision, form);
            case 'f':
                return Plain(digits, precision < 0 ? Math.Max(digits.Digits.Length - digits.Point, 0) : precision);
            default:
                return General(digits, precision, form);
        }
    }

    /// <summary>The form g without a precision: at most six digits before the point, else an exponent.</summary>
    public static string WriteGeneral(DecimalText value)
    {
        var text = General(new ShortestDecimal(value.Digits, (int)Math.Clamp(value.PointPosition, int.MinValue, int.MaxValue)), -1, 'g');
        return value.IsNegative ? "-" + text : text;
    }

    /// <summary>The fewest digits that read back, with an exponent below 1e-4 and from 1e21 on.</summary>
    public static string WriteShortest(double value)
    {
        var size = Math.Abs(value);
        return (value < 0 ? "-" : string.Empty) + Write(size, size is 0 or (>= 1e-4 and < 1e21) ? 'f' : 'e', -1);
    }

    /// <summary>With a decimal point even when nothing follows it, and for g the zeros that the precision asks for.</summary>
    public static string WithPoint(string text, char form, int precision)
    {
        var mark = form is 'x' or 'X' ? text.IndexOfAny(['p', 'P']) : text.IndexOfAny(['e', 'E']);
        var (number, tail) = mark < 0 ? (text, string.Empty) : (text[..mark], text[mark..]);
        var missing = form is 'g' or 'G' or 'x' ? (precision < 0 ? 6 : precision) : 0;
        var started = false;
        foreach (var letter in number)
        {
            started |= letter is not ('0' or '.');
            missing -= started && letter != '.' ? 1 : 0;
        }

        var hasPoint = number.Contains('.', StringComparison.Ordinal);
        missing -= !hasPoint && number == "0" ? 1 : 0;
        return number + (hasPoint ? string.Empty : ".") + new string('0', Math.Max(0, missing)) + tail;
    }

    private static (ulong Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var fraction = bits & 0xfffffffffffff;
        return exponent == 0 ? (fraction, -1074) : (fraction | (1UL << 52), exponent - 1075);
    }

    private static ShortestDecimal Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (!DecimalText.TryParse(Normal(shortest), out var digits) && !DecimalText.TryParse(Normal(text), out digits))
        {
            return new ShortestDecimal(string.Empty, 0);
        }

        return new ShortestDecimal(digits.Digits, (int)digits.PointPosition);
    }

    private static string Normal(string text) => text.Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');

    private static ShortestDecimal Exact(ulong mantissa, int exponent, char form, int precision)
    {
        if (mantissa == 0)
        {
            return new ShortestDecimal(string.Empty, 0);
        }

        var exact = ShortestDecimal.Exact(mantissa, exponent);
        var count = form switch
        {
            'e' or 'E' => precision + 1L,
            'f' => (long)exact.Point + precision,
            _ => Math.Max(precision, 1),
        };
        if (count < 0)
        {
            return new ShortestDecimal(string.Empty, 0);
        }

        return exact.Round((int)Math.Min(count, int.MaxValue));
    }

    private static string General(ShortestDecimal digits, int precision, char form)
    {
        var threshold = precision < 0 ? 6 : Math.Max(precision, 1);
        if (precision >= 0 && threshold > digits.Digits.Length && digits.Digits.Length >= digits.Point)
        {
            threshold = digits.Digits.Length;
        }

        var exponent = digits.Point - 1;
        if (digits.Digits.Length > 0 && (exponent < -4 || exponent >= threshold))
        {
            return Exponent(digits, digits.Digits.Length - 1, form == 'g' ? 'e' : 'E');
        }

        return Plain(digits, Math.Max(digits.Digits.Length - digits.Point, 0));
    }

    private static string Exponent(ShortestDecimal digits, int precision, char mark)
    {
        var text = digits.Digits.PadRight(precision + 1, '0');
        var rest = precision > 0 ? "." + text[1..(precision + 1)] : string.Empty;
        return text[..1] + rest + mark + Signed(digits.Digits.Length == 0 ? 0 : digits.Point - 1, 2);
    }

    private static string Plain(ShortestDecimal digits, int precision)
    {
        var text = new StringBuilder();
        text.Append(digits.Point > 0 ? digits.Digits.PadRight(digits.Point, '0')[..digits.Point] : "0");
        if (precision > 0)
        {
            text.Append('.');
            for (var i = digits.Point; i < digits.Point + precision; i++)
            {
                text.Append(i >= 0 && i < digits.Digits.Length ? digits.Digits[i] : '0');
            }
        }

        return text.ToString();
    }

    private static string Signed(int exponent, int digits) =>
        (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString(new string('0', digits), CultureInfo.InvariantCulture);

    // 0x1.8p+00: the mantissa is shifted so that one bit stands before the point.
    private static string Hexadecimal(ulong mantissa, int exponent, int precision, char form)
    {
        exponent = mantissa == 0 ? 0 : exponent + 63 - BitOperations.LeadingZeroCount(mantissa);
        mantissa = mantissa == 0 ? 0 : mantissa << (BitOperations.LeadingZeroCount(mantissa) - 3);
        if (precision is >= 0 and < 15)
        {
            var shift = precision * 4;
            var extra = (mantissa << shift) & ((1UL << 60) - 1);
            mantissa >>= 60 - shift;
            if ((extra | (mantissa & 1)) > 1UL << 59)
            {
                mantissa++;
            }

            mantissa <<= 60 - shift;
            if ((mantissa & (1UL << 61)) != 0)
            {
                mantissa >>= 1;
                exponent++;
            }
        }

        var fraction = (mantissa & ((1UL << 60) - 1)).ToString("x15", CultureInfo.InvariantCulture);
        fraction = precision < 0 ? fraction.TrimEnd('0') : fraction.PadRight(precision, '0')[..precision];
        var text = $"0x{mantissa >> 60}{(fraction.Length > 0 ? "." : string.Empty)}{fraction}p{Signed(exponent, 2)}";
        return form == 'X' ? text.ToUpperInvariant() : text;
    }
}
