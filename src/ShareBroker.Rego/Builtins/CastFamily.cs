using System.Globalization;
using ShareBroker.Rego.Builtins.Formatting;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Values as another kind. The cast_ functions exist for policies of the older language only.</summary>
internal static class CastFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("to_number", "any<null, boolean, number, string> -> number", ToNumber),
        Builtin.Of("cast_array", "any -> array[any]", CastArray),
        Builtin.Of("cast_set", "any -> set[any]", CastSet),
        Builtin.Of("cast_string", "any -> string", static (_, a) => Same<RegoString>(a[0], "string")),
        Builtin.Of("cast_boolean", "any -> boolean", static (_, a) => Same<RegoBoolean>(a[0], "boolean")),
        Builtin.Of("cast_null", "any -> null", static (_, a) => Same<RegoNull>(a[0], "null")),
        Builtin.Of("cast_object", "any -> object[any: any]", static (_, a) => Same<RegoObject>(a[0], "object")),
    ];

    private static RegoNumber ToNumber(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        switch (arguments[0])
        {
            case RegoNumber number:
                return number;
            case RegoBoolean truth:
                return RegoNumber.Of(truth.Value ? 1 : 0);
            case RegoString text:
                context.Charge(text.Value.Length);
                return Read(text.Value);
            default:
                return RegoNumber.Zero;
        }
    }

    private static RegoNumber Read(string text)
    {
        if (text.TrimStart('+', '-').ToUpperInvariant() is "INF" or "INFINITY" or "NAN")
        {
            throw BuiltinException.Operand(1, "must be a finite number but got string");
        }

        var plain = RegoNumber.TryParse(text, out var number) || RegoNumber.TryParse(NumberText.InJsonNotation(text), out number);
        if (!plain || text.Length > RegoNumber.IntegerDigitsMax)
        {
            throw BuiltinException.Failed($"strconv.ParseFloat: parsing {RegoString.Of(text)}: invalid syntax");
        }

        return double.IsFinite(double.Parse(number!.Text, CultureInfo.InvariantCulture))
            ? number
            : throw BuiltinException.Failed($"strconv.ParseFloat: parsing {RegoString.Of(text)}: value out of range");
    }

    private static RegoArray CastArray(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        if (arguments[0] is not (RegoArray or RegoSet))
        {
            throw Refused(arguments[0], "one of {array, set}");
        }

        var members = Operands.Members(arguments[0]);
        context.ChargeMembers(members.Length);
        return arguments[0] as RegoArray ?? RegoArray.Of(members);
    }

    private static RegoSet CastSet(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        if (arguments[0] is not (RegoArray or RegoSet))
        {
            throw Refused(arguments[0], "one of {array, set}");
        }

        var members = Operands.Members(arguments[0]);
        context.ChargeMembers(members.Length);
        return arguments[0] as RegoSet ?? RegoSet.Of(members);
    }

    private static T Same<T>(RegoValue value, string name)
        where T : RegoValue => value as T ?? throw Refused(value, name);

    private static BuiltinException Refused(RegoValue value, string wanted) =>
        BuiltinException.Operand(1, $"must be {wanted} but got {OperandKinds.NameOf(value.Kind)}");
}
