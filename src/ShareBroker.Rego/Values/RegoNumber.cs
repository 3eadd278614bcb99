using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace ShareBroker.Rego.Values;

/// <summary>
/// A number. The text it was read from survives (<c>1.0</c> stays <c>1.0</c>); equality and order are by exact value.
/// Integers of up to <see cref="IntegerDigitsMax"/> digits are exact; the rest is decimal text.
/// </summary>
public sealed class RegoNumber : RegoValue
{
    /// <summary>Integers with more digits than this are not read as integers, and results with more are refused.</summary>
    public const int IntegerDigitsMax = 20_000;

    private const int SmallMin = -128;
    private const int SmallMax = 1023;

    private static readonly RegoNumber[] Small =
        [.. Enumerable.Range(SmallMin, SmallMax - SmallMin + 1).Select(static value => new RegoNumber(value, null))];

    private readonly long _int64;

    // Null: an Int64. A boxed BigInteger: an integer beyond Int64. A DecimalText: everything else.
    private readonly object? _wide;
    private string? _text;

    private RegoNumber(long value, string? text)
        : base(RegoKind.Number, 0)
    {
        _int64 = value;
        _text = text;
    }

    private RegoNumber(object wide, string? text)
        : base(RegoKind.Number, 0)
    {
        _wide = wide;
        _text = text;
    }

    /// <summary>The number 0.</summary>
    public static RegoNumber Zero => Of(0);

    /// <summary>Whether this is an integer that is known exactly: <c>1.0</c> and <c>1e2</c> are.</summary>
    public bool IsInteger => _wide is not DecimalText;

    /// <summary>The source text, or the shortest text when this is the result of a calculation.</summary>
    public string Text => _text ??= Canonical();

    /// <summary>-1, 0 or 1 as the number is below, at or above zero.</summary>
    public int Sign => _wide switch
    {
        null => Math.Sign(_int64),
        BigInteger big => big.Sign,
        _ => Decimal.Sign,
    };

    /// <summary>Whether the text is one that was read and has a fraction or an exponent, as in <c>1.0</c>.</summary>
    internal bool IsWrittenAsFraction => _text is not null && _text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0;

    /// <summary>Octets that a number beyond 64 bits holds on its own; 0 for every other.</summary>
    internal int WideBytes => _wide switch
    {
        null => 0,
        BigInteger big => big.GetByteCount() + 48,
        _ => (Text.Length * 2) + 48,
    };

    private DecimalText Decimal => (DecimalText)_wide!;

    /// <summary>The number with this value.</summary>
    public static RegoNumber Of(long value) =>
        value is >= SmallMin and <= SmallMax ? Small[value - SmallMin] : new RegoNumber(value, null);

    /// <summary>The number with this value.</summary>
    /// <exception cref="BudgetExceededException">The integer has more than about <see cref="IntegerDigitsMax"/> digits.</exception>
    public static RegoNumber Of(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return Of((long)value);
        }

        RefuseHuge(value.GetBitLength());
        return new RegoNumber((object)value, null);
    }

    /// <summary>Reads a number in JSON's notation (RFC 8259, section 6).</summary>
    /// <exception cref="FormatException">The text is no such number, or its exponent is beyond a thousand million.</exception>
    public static RegoNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("not a number in JSON notation");

    /// <summary>Reads a number in JSON's notation, or says false.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RegoNumber? number)
    {
        ArgumentNullException.ThrowIfNull(text);
        number = null;
        if (TryReadInt64(text, out var value))
        {
            number = text is "-0" ? new RegoNumber(0, text) : Of(value);
            return true;
        }

        if (!DecimalText.TryParse(text, out var parsed))
        {
            return false;
        }

        number = OfDecimal(parsed, text);
        return true;
    }

    /// <summary>The value, when it is an integer that fits.</summary>
    public bool TryGetInt64(out long value)
    {
        value = _int64;
        return _wide is null;
    }

    /// <summary>The value, when it is an integer that is known exactly.</summary>
    public bool TryGetBigInteger(out BigInteger value)
    {
        value = _wide is BigInteger big ? big : _int64;
        return IsInteger;
    }

    /// <summary>The number that a decimal stands for, with the given text.</summary>
    internal static RegoNumber OfDecimal(DecimalText value, string? text)
    {
        if (!value.IsInteger || value.PointPosition > IntegerDigitsMax)
        {
            return new RegoNumber(value, text ?? value.ToPlainText());
        }

        var big = value.ToBigInteger();
        return big >= long.MinValue && big <= long.MaxValue ? new RegoNumber((long)big, text) : new RegoNumber((object)big, text);
    }

    /// <summary>The number as decimal digits, whatever its shape.</summary>
    internal DecimalText ToDecimal() => _wide as DecimalText ?? DecimalText.OfInteger(Canonical());

    internal static void RefuseHuge(long bits)
    {
        if (bits > IntegerDigitsMax * 3.33)
        {
            throw new BudgetExceededException(
                BudgetExceededException.Memory, $"a number has more than {IntegerDigitsMax} digits");
        }
    }

    private static bool TryReadInt64(string text, out long value)
    {
        value = 0;
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        if (digits.Length is 0 or > 18 || (digits[0] == '0' && digits.Length > 1))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        value = text[0] == '-' ? -value : value;
        return true;
    }

    private string Canonical() => _wide is null
        ? _int64.ToString(CultureInfo.InvariantCulture)
        : ((BigInteger)_wide).ToString(CultureInfo.InvariantCulture);

    private protected override int CompareSameKind(RegoValue other)
    {
        var that = (RegoNumber)other;
        if (_wide is null && that._wide is null)
        {
            return _int64.CompareTo(that._int64);
        }

        if (IsInteger && that.IsInteger)
        {
            TryGetBigInteger(out var left);
            that.TryGetBigInteger(out var right);
            return left.CompareTo(right);
        }

        return ToDecimal().CompareTo(that.ToDecimal());
    }

    private protected override bool EqualsSameKind(RegoValue other)
    {
        var that = (RegoNumber)other;
        return (_wide, that._wide) switch
        {
            (null, null) => _int64 == that._int64,
            (BigInteger left, BigInteger right) => left == right,
            (DecimalText left, DecimalText right) => left.CompareTo(right) == 0,
            _ => false,
        };
    }

    private protected override int ComputeHash() => _wide is null ? HashCode.Combine(_int64) : _wide.GetHashCode();
}
