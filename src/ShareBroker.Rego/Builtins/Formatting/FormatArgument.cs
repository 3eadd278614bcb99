using System.Globalization;
using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Formatting;

/// <summary>What one value is to a format string.</summary>
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

    /// <summary>Templates alone pass what follows; sprintf writes such values as texts.</summary>
    public sealed record Flag(bool Value) : FormatArgument("bool");

    public sealed record Nothing() : FormatArgument("<nil>");

    public sealed record List(IReadOnlyList<FormatArgument> Items) : FormatArgument("[]interface {}");

    /// <summary>Members in the order of their names.</summary>
    public sealed record Members(IReadOnlyList<(FormatArgument Name, FormatArgument Value)> Items)
        : FormatArgument("map[string]interface {}");
}
