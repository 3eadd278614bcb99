using System.Globalization;
using ShareBroker.Rego.Builtins.Formatting;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>
/// Values as texts that are equal when a schema takes the values for equal. Numbers are 64-bit floating point there, so 1.0 is 1,
/// and integers beyond 2^53 may meet.
/// </summary>
internal static class CanonicalJson
{
    public static string Write(BuiltinContext context, RegoValue value)
    {
        context.Charge(ValueSize.Of(value, context.Meter) * 8);
        return JsonWriter.Marshal(Rounded(value));
    }

    private static RegoValue Rounded(RegoValue value)
    {
        switch (value)
        {
            case RegoNumber number:
                return Rounded(number);
            case RegoArray list:
                var items = new RegoValue[list.Count];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = Rounded(list[i]);
                }

                return RegoArray.Adopt(items);
            case RegoObject members:
                var result = new RegoObject.Builder();
                for (var i = 0; i < members.Count; i++)
                {
                    result.Set(members.KeyAt(i), Rounded(members.ValueAt(i)));
                }

                return result.Build();
            default:
                return value;
        }
    }

    private static RegoNumber Rounded(RegoNumber number)
    {
        var value = double.Parse(number.Text, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            throw BuiltinException.Failed("a number is too large to be compared");
        }

        var size = Math.Abs(value);
        var text = size == 0 || size is >= 1e-6 and < 1e21
            ? FloatText.Write(size, 'f', -1)
            : FloatText.Write(size, 'e', -1).Replace("e-0", "e-", StringComparison.Ordinal);
        return RegoNumber.Parse(value < 0 ? "-" + text : text);
    }
}
