namespace ShareBroker.Rego.Values;

/// <summary>A text. Order and lengths are by Unicode code point, not by UTF-16 unit.</summary>
public sealed class RegoString : RegoValue
{
    private static readonly RegoString[] AsciiLetters =
        [.. Enumerable.Range(0, 128).Select(static c => new RegoString(((char)c).ToString()))];

    private RegoString(string value)
        : base(RegoKind.String, 0)
    {
        Value = value;
    }

    /// <summary>The text of length zero.</summary>
    public static RegoString Empty { get; } = new(string.Empty);

    /// <summary>The text itself.</summary>
    public string Value { get; }

    /// <summary>A value that holds the given text.</summary>
    public static RegoString Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length switch
        {
            0 => Empty,
            1 when value[0] < 128 => AsciiLetters[value[0]],
            _ => new RegoString(value),
        };
    }

    /// <summary>Orders two texts by code point, which is also the order of their UTF-8 bytes.</summary>
    internal static int CompareCodePoints(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return CodePointRank(left[common]) - CodePointRank(right[common]);
    }

    // Surrogates stand for code points above U+FFFF, so they rank above the units U+E000 to U+FFFF.
    internal static int CodePointRank(char unit) => unit switch
    {
        < '\ud800' => unit,
        < '\ue000' => unit + 0x2000,
        _ => unit - 0x800,
    };

    private protected override int CompareSameKind(RegoValue other) => CompareCodePoints(Value, ((RegoString)other).Value);

    private protected override bool EqualsSameKind(RegoValue other) =>
        string.Equals(Value, ((RegoString)other).Value, StringComparison.Ordinal);

    // .NET seeds this per process, so hostile keys cannot be made to collide.
    private protected override int ComputeHash() => Value.GetHashCode(StringComparison.Ordinal);
}
