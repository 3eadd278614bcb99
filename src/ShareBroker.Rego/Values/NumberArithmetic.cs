using System.Numerics;

namespace ShareBroker.Rego.Values;

/// <summary>
/// Rego's arithmetic: integers are exact whatever their size; as soon as a fraction takes part, both operands become binary floating point
/// with a mantissa of 64 bits. Whole results are printed plainly.
/// </summary>
internal static class NumberArithmetic
{
    private static readonly BigFloat64 Half = BigFloat64.Of(RegoNumber.Parse("0.5"));

    public static RegoNumber Add(RegoNumber left, RegoNumber right)
    {
        if (left.TryGetInt64(out var a) && right.TryGetInt64(out var b))
        {
            var sum = unchecked(a + b);
            return ((a ^ sum) & (b ^ sum)) >= 0 ? RegoNumber.Of(sum) : RegoNumber.Of((BigInteger)a + b);
        }

        return left.TryGetBigInteger(out var x) && right.TryGetBigInteger(out var y)
            ? RegoNumber.Of(x + y)
            : BigFloat64.Add(BigFloat64.Of(left), BigFloat64.Of(right)).ToNumber();
    }

    public static RegoNumber Subtract(RegoNumber left, RegoNumber right)
    {
        if (left.TryGetInt64(out var a) && right.TryGetInt64(out var b))
        {
            var difference = unchecked(a - b);
            return ((a ^ b) & (a ^ difference)) >= 0 ? RegoNumber.Of(difference) : RegoNumber.Of((BigInteger)a - b);
        }

        return left.TryGetBigInteger(out var x) && right.TryGetBigInteger(out var y)
            ? RegoNumber.Of(x - y)
            : BigFloat64.Add(BigFloat64.Of(left), BigFloat64.Negate(BigFloat64.Of(right))).ToNumber();
    }

    public static RegoNumber Multiply(RegoNumber left, RegoNumber right)
    {
        if (left.TryGetInt64(out var a) && right.TryGetInt64(out var b))
        {
            var high = Math.BigMul(a, b, out var low);
            return high == low >> 63 ? RegoNumber.Of(low) : RegoNumber.Of((BigInteger)a * b);
        }

        if (left.TryGetBigInteger(out var x) && right.TryGetBigInteger(out var y))
        {
            RegoNumber.RefuseHuge(x.GetBitLength() + y.GetBitLength() - 2);
            return RegoNumber.Of(x * y);
        }

        return BigFloat64.Multiply(BigFloat64.Of(left), BigFloat64.Of(right)).ToNumber();
    }

    /// <summary>The quotient, or null when the divisor is zero.</summary>
    public static RegoNumber? Divide(RegoNumber left, RegoNumber right)
    {
        if (right.Sign == 0)
        {
            return null;
        }

        if (left.TryGetBigInteger(out var x) && right.TryGetBigInteger(out var y))
        {
            var quotient = BigInteger.DivRem(x, y, out var rest);
            if (rest.IsZero)
            {
                return RegoNumber.Of(quotient);
            }
        }

        return BigFloat64.Divide(BigFloat64.Of(left), BigFloat64.Of(right)).ToNumber();
    }

    public static RegoNumber Abs(RegoNumber value)
    {
        if (value.TryGetBigInteger(out var integer))
        {
            return RegoNumber.Of(BigInteger.Abs(integer));
        }

        var exact = BigFloat64.Of(value);
        return (exact.Sign < 0 ? BigFloat64.Negate(exact) : exact).ToNumber();
    }

    public static RegoNumber Floor(RegoNumber value) =>
        value.TryGetBigInteger(out var integer) ? RegoNumber.Of(integer) : RegoNumber.Of(BigFloat64.Of(value).Floor());

    public static RegoNumber Ceiling(RegoNumber value) =>
        value.TryGetBigInteger(out var integer)
            ? RegoNumber.Of(integer)
            : RegoNumber.Of(-BigFloat64.Negate(BigFloat64.Of(value)).Floor());

    /// <summary>To the nearest integer; halves go away from zero.</summary>
    public static RegoNumber Round(RegoNumber value)
    {
        if (value.TryGetBigInteger(out var integer))
        {
            return RegoNumber.Of(integer);
        }

        var exact = BigFloat64.Of(value);
        var magnitude = exact.Sign < 0 ? BigFloat64.Negate(exact) : exact;
        var rounded = BigFloat64.Add(magnitude, Half).Floor();
        return RegoNumber.Of(exact.Sign < 0 ? -rounded : rounded);
    }
}
