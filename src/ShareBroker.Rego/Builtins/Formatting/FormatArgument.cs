using System.Globalization;
using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Formatting;

/// <summary>What one value is to a format string: a whole number, a larger whole number, a fraction or a text.</summary>
internal abstract record FormatArgument(string TypeName)
{
    /// <summary>A number that was written with a point or exponent is a fraction, even when its value is whole.</summary>
    public static FormatArgument Of(RegoValue value)
    {
        switch (value)
        {
            case RegoString text:
                return new Text(text.Value);
            case RegoNumber number when !number.IsWrittenAsFraction && number.TryGetInt64(out var whole):
                return new Whole(whole);
            case RegoNumber number when !number.IsWrittenAsFraction && number.TryGetBigInteger(out var large):
                return new Large(large);
            case RegoNumber number:
                var fraction = double.Parse(number.Text, CultureInfo.InvariantCulture);
                return double.IsFinite(fraction) ? new Fraction(fraction) : new Text(number.Text);
            default:
                return new Text(value.ToString());
        }
    }

    public sealed record Whole(long Value) : FormatArgument("int");

    public sealed record Large(BigInteger Value) : FormatArgument("*big.Int");

    public sealed record Fraction(double Value) : FormatArgument("float64");

    public sealed record Text(string Value) : FormatArgument("string");
}
