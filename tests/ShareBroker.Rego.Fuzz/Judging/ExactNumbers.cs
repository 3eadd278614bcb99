using System.Globalization;
using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>What arithmetic really gives, computed a second time without either engine, and how far numbers are apart.</summary>
internal static class ExactNumbers
{
    private const int DigitsMax = 20_000;

    private static readonly BigInteger Far = BigInteger.Pow(2, 63);
    private static readonly BigInteger Close = BigInteger.Pow(10, 18);

    /// <summary>The result of a builtin over integers; null when there is none or it is another builtin.</summary>
    public static BigInteger? Of(string name, IReadOnlyList<RegoValue> arguments)
    {
        if (name is "sum" or "product" && arguments is [RegoArray or RegoSet])
        {
            var members = arguments[0] is RegoArray array ? array.Items.ToArray() : ((RegoSet)arguments[0]).Items.ToArray();
            var all = members.Select(Integer).ToArray();
            return Array.Exists(all, static one => one is null) ? null
                : name == "sum" ? all.Aggregate(BigInteger.Zero, static (a, b) => a + b!.Value)
                : all.Aggregate(BigInteger.One, static (a, b) => a * b!.Value);
        }

        var values = arguments.Select(Integer).ToArray();
        return (name, values) switch
        {
            ("plus", [{ } a, { } b]) => a + b,
            ("minus", [{ } a, { } b]) => a - b,
            ("mul", [{ } a, { } b]) => a * b,
            ("rem", [{ } a, { } b]) when !b.IsZero => BigInteger.Remainder(a, b),
            ("abs", [{ } a]) => BigInteger.Abs(a),
            ("round" or "floor" or "ceil", [{ } a]) => a,
            ("round" or "floor" or "ceil", [null]) when arguments[0] is RegoNumber number => Rounded(name, number),
            ("bits.and", [{ } a, { } b]) => a & b,
            ("bits.or", [{ } a, { } b]) => a | b,
            ("bits.xor", [{ } a, { } b]) => a ^ b,
            ("bits.negate", [{ } a]) => ~a,
            ("bits.rsh", [{ } a, { } by]) when by >= 0 && by < DigitsMax => a >> (int)by,
            ("bits.lsh", [{ } a, { } by]) when by >= 0 && by < DigitsMax => a << (int)by,
            _ => null,
        };
    }

    /// <summary>An integer in base 2, 8, 10 or 16, as format_int writes it.</summary>
    public static string InBase(BigInteger value, int toBase)
    {
        if (toBase == 10)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        var digits = new Stack<char>();
        for (var rest = BigInteger.Abs(value); !rest.IsZero || digits.Count == 0; rest /= toBase)
        {
            digits.Push("0123456789abcdef"[(int)(rest % toBase)]);
        }

        return (value.Sign < 0 ? "-" : string.Empty) + string.Concat(digits);
    }

    /// <summary>Whether two numbers differ by less than one part in 10^18.</summary>
    public static bool AreClose(string left, string right)
    {
        if (Parts(left) is not { } a || Parts(right) is not { } b)
        {
            return false;
        }

        var least = Math.Min(a.Exponent, b.Exponent);
        var (x, y) = (a.Digits * BigInteger.Pow(10, a.Exponent - least), b.Digits * BigInteger.Pow(10, b.Exponent - least));
        return BigInteger.Abs(x - y) * Close <= BigInteger.Abs(x);
    }

    /// <summary>Whether a number lies beyond 64 bits with a sign.</summary>
    public static bool IsFar(RegoNumber number) => Parts(number.Text) is { } parts
        && (parts.Exponent >= 0 ? parts.Digits * BigInteger.Pow(10, parts.Exponent) : parts.Digits / BigInteger.Pow(10,
            -parts.Exponent)) is var whole
        && BigInteger.Abs(whole) >= Far;

    /// <summary>Whether a number has a fraction and more digits than 64 bits hold.</summary>
    public static bool IsLongFraction(RegoNumber number) =>
        Integer(number) is null && Parts(number.Text) is { } parts && BigInteger.Abs(parts.Digits) >= Close;

    /// <summary>The integer that a value is; null for anything else.</summary>
    public static BigInteger? Integer(RegoValue value) => value is RegoNumber number && Parts(number.Text) is { } parts
        ? parts.Exponent >= 0 ? parts.Digits * BigInteger.Pow(10, parts.Exponent)
            : (parts.Digits % BigInteger.Pow(10, -parts.Exponent)).IsZero ? parts.Digits / BigInteger.Pow(10, -parts.Exponent) : null
        : null;

    // Away from zero where two are equally near.
    private static BigInteger? Rounded(string name, RegoNumber number)
    {
        if (Parts(number.Text) is not { Exponent: < 0 } parts)
        {
            return null;
        }

        var unit = BigInteger.Pow(10, -parts.Exponent);
        var down = BigInteger.Divide(parts.Digits, unit);
        var rest = parts.Digits - (down * unit);
        return name switch
        {
            "floor" => rest.Sign < 0 ? down - 1 : down,
            "ceil" => rest.Sign > 0 ? down + 1 : down,
            _ => BigInteger.Abs(rest) * 2 >= unit ? down + rest.Sign : down,
        };
    }

    private static (BigInteger Digits, int Exponent)? Parts(string text)
    {
        var at = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0;
        if (at >= 0 && !int.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return null;
        }

        var digits = at < 0 ? text : text[..at];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : digits.Length - point - 1;
        return digits.Length + Math.Abs((long)exponent) <= DigitsMax && BigInteger.TryParse(
            digits.Replace(".", string.Empty, StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var all)
            ? (all, exponent)
            : null;
    }
}
