using System.Globalization;
using System.Numerics;

namespace ShareBroker.Rego.Values;

/// <summary>
/// A binary floating point number with a mantissa of 64 bits and round half even, as Rego's arithmetic on fractions asks for:
/// sign × mantissa × 2^exponent, where the mantissa has its top bit set, or is zero.
/// </summary>
internal readonly struct BigFloat64
{
    private const int MantissaBits = 64;

    // Above this an exact conversion between base 2 and base 10 costs too much work for one operation.
    private const long DecimalExponentMax = 10_000;

    private readonly bool _negative;
    private readonly ulong _mantissa;
    private readonly int _exponent;

    private BigFloat64(bool negative, ulong mantissa, int exponent)
    {
        _negative = negative;
        _mantissa = mantissa;
        _exponent = exponent;
    }

    public bool IsZero => _mantissa == 0;

    public int Sign => _mantissa == 0 ? 0 : _negative ? -1 : 1;

    /// <summary>The nearest of these numbers.</summary>
    public static BigFloat64 Of(RegoNumber number)
    {
        if (number.TryGetBigInteger(out var integer))
        {
            return OfRatio(integer, BigInteger.One);
        }

        var value = number.ToDecimal();
        if (Math.Abs(value.PointPosition) > DecimalExponentMax || value.Digits.Length > DecimalExponentMax)
        {
            throw TooLarge();
        }

        var digits = BigInteger.Parse(value.Digits, NumberStyles.None, CultureInfo.InvariantCulture);
        digits = value.IsNegative ? -digits : digits;
        var power = value.PointPosition - value.Digits.Length;
        return power >= 0
            ? OfRatio(digits * BigInteger.Pow(10, (int)power), BigInteger.One)
            : OfRatio(digits, BigInteger.Pow(10, (int)-power));
    }

    public static BigFloat64 Add(BigFloat64 left, BigFloat64 right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        // Beyond this distance the smaller operand only breaks ties, which one extra bit keeps.
        var (high, low) = left._exponent >= right._exponent ? (left, right) : (right, left);
        var distance = high._exponent - low._exponent;
        if (distance > 2 * MantissaBits + 2)
        {
            low = new BigFloat64(low._negative, 1, high._exponent - (2 * MantissaBits) - 2);
            distance = (2 * MantissaBits) + 2;
        }

        return Round((high.SignedMantissa << distance) + low.SignedMantissa, low._exponent, sticky: false);
    }

    public static BigFloat64 Negate(BigFloat64 value) => new(!value._negative, value._mantissa, value._exponent);

    public static BigFloat64 Multiply(BigFloat64 left, BigFloat64 right) =>
        Round(left.SignedMantissa * right.SignedMantissa, left._exponent + right._exponent, sticky: false);

    /// <summary>The divisor is not zero.</summary>
    public static BigFloat64 Divide(BigFloat64 left, BigFloat64 right)
    {
        var quotient = BigInteger.DivRem(left.SignedMantissa << (2 * MantissaBits), right.SignedMantissa, out var rest);
        return Round(quotient, left._exponent - right._exponent - (2 * MantissaBits), sticky: !rest.IsZero);
    }

    /// <summary>The shortest decimal that reads back as this value, written plainly when it is an integer.</summary>
    public RegoNumber ToNumber()
    {
        if (IsZero)
        {
            return RegoNumber.Zero;
        }

        var isWhole = TryGetInteger(out var integer);
        if (isWhole && integer.GetBitLength() <= MantissaBits)
        {
            return RegoNumber.Of(integer);
        }

        var number = RegoNumber.TryParse(ToShortestText(), out var shortest) ? shortest : throw TooLarge();
        return !isWhole ? number : RegoNumber.Of(number.TryGetBigInteger(out var plain) ? plain : integer);
    }

    /// <summary>The integer this is, if it has no fraction.</summary>
    public bool TryGetInteger(out BigInteger integer)
    {
        integer = default;
        if (_exponent >= 0)
        {
            RegoNumber.RefuseHuge(_exponent + (long)MantissaBits);
            integer = SignedMantissa << _exponent;
            return true;
        }

        if (_mantissa != 0 && BitOperations.TrailingZeroCount(_mantissa) < -(long)_exponent)
        {
            return false;
        }

        integer = _mantissa == 0 ? BigInteger.Zero : SignedMantissa >> -_exponent;
        return true;
    }

    /// <summary>The integer next to this in the direction of minus infinity.</summary>
    public BigInteger Floor()
    {
        if (_exponent >= 0)
        {
            TryGetInteger(out var integer);
            return integer;
        }

        // A shift to the right of a negative BigInteger rounds towards minus infinity.
        return SignedMantissa >> -_exponent;
    }

    /// <summary>The value as an exact fraction, for callers that format it.</summary>
    public (BigInteger Numerator, int PowerOfTwo) ToExact() => (SignedMantissa, _exponent);

    private BigInteger SignedMantissa => _negative ? -(BigInteger)_mantissa : _mantissa;

    private static BudgetExceededException TooLarge() =>
        new(BudgetExceededException.Memory, "a number is too large or too small to calculate with");

    private static BigFloat64 OfRatio(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsOne)
        {
            return Round(numerator, 0, sticky: false);
        }

        // Enough extra bits that the quotient has at least 66 of them; the rest of the division is sticky.
        var shift = (int)Math.Max(0, MantissaBits + 2 + denominator.GetBitLength() - BigInteger.Abs(numerator).GetBitLength());
        var quotient = BigInteger.DivRem(numerator << shift, denominator, out var rest);
        return Round(quotient, -shift, sticky: !rest.IsZero);
    }

    // sticky: the true value lies a little further from zero than the one given.
    private static BigFloat64 Round(BigInteger value, int exponent, bool sticky)
    {
        if (value.IsZero)
        {
            return default;
        }

        var magnitude = BigInteger.Abs(value);
        var surplus = (int)(magnitude.GetBitLength() - MantissaBits);
        if (surplus <= 0)
        {
            return new BigFloat64(value.Sign < 0, (ulong)magnitude << -surplus, exponent + surplus);
        }

        var kept = magnitude >> surplus;
        var dropped = magnitude - (kept << surplus);
        var order = dropped.CompareTo(BigInteger.One << (surplus - 1));
        if (order > 0 || (order == 0 && (sticky || !kept.IsEven)))
        {
            kept += 1;
        }

        return kept.GetBitLength() > MantissaBits
            ? new BigFloat64(value.Sign < 0, 1UL << (MantissaBits - 1), exponent + surplus + 1)
            : new BigFloat64(value.Sign < 0, (ulong)kept, exponent + surplus);
    }

    private string ToShortestText()
    {
        // One more bit than the mantissa has: the neighbours' midpoints are then one unit away.
        var twice = (BigInteger)_mantissa << 1;
        var exponent = _exponent - 1;
        var digits = ShortestDecimal.Of(twice, exponent, inclusive: (_mantissa & 1) == 0);
        return (_negative ? "-" : string.Empty) + digits.ToGeneralText();
    }
}
