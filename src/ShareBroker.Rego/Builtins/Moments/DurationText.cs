using System.Globalization;
using System.Numerics;

namespace ShareBroker.Rego.Builtins.Moments;

/// <summary>Durations such as <c>1h15m30.5s</c>, in nanoseconds.</summary>
internal static class DurationText
{
    // The longest unit.
    private const int UnitMax = 2;

    private static readonly Dictionary<string, long> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1_000,
        ["µs"] = 1_000,
        ["μs"] = 1_000,
        ["ms"] = 1_000_000,
        ["s"] = 1_000_000_000,
        ["m"] = 60_000_000_000,
        ["h"] = 3_600_000_000_000,
    };

    /// <summary>The nanoseconds, cut off below one, or null when the text is no duration or does not fit 64 bits.</summary>
    public static long? Read(string text)
    {
        var negative = text.StartsWith('-');
        var rest = text.AsSpan(text.Length > 0 && text[0] is '+' or '-' ? 1 : 0);
        if (rest is "0")
        {
            return 0;
        }

        var total = BigInteger.Zero;
        var some = false;
        while (rest.Length > 0)
        {
            // Parts are never negative: what has become too large stays so.
            if (Take(ref rest) is not { } part || total > -(BigInteger)long.MinValue)
            {
                return null;
            }

            total += part;
            some = true;
        }

        total = negative ? -total : total;
        return some && total >= long.MinValue && total <= long.MaxValue ? (long)total : null;
    }

    // Looks at the text in place: there may be very many parts.
    private static BigInteger? Take(ref ReadOnlySpan<char> rest)
    {
        var whole = Digits(rest, 0);
        var hasPoint = whole < rest.Length && rest[whole] == '.';
        var end = hasPoint ? Digits(rest, whole + 1) : whole;
        var fraction = hasPoint ? rest[(whole + 1)..end] : [];
        if (whole + fraction.Length is 0 or > 40)
        {
            return null;
        }

        var unitEnd = end;
        while (unitEnd < rest.Length && unitEnd - end <= UnitMax && rest[unitEnd] != '.' && !char.IsAsciiDigit(rest[unitEnd]))
        {
            unitEnd++;
        }

        if (!Units.TryGetValue(rest[end..unitEnd].ToString(), out var unit))
        {
            return null;
        }

        var digits = BigInteger.Parse($"0{rest[..whole]}{fraction}", NumberStyles.None, CultureInfo.InvariantCulture);
        rest = rest[unitEnd..];
        return digits * unit / BigInteger.Pow(10, fraction.Length);
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
        {
            from++;
        }

        return from;
    }
}
