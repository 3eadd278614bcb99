using ShareBroker.Rego.Builtins.Formatting;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Texts made from format strings.</summary>
internal static class FormatFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("sprintf", "string, array[any] -> string", Format),
        Builtin.Of("internal.template_string", "array[any] -> string", JoinTemplate),
    ];

    private static RegoString Format(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var values = Operands.Members(arguments[1]);
        var formatted = new FormatArgument[values.Length];
        for (var i = 0; i < formatted.Length; i++)
        {
            if (values[i] is not (RegoString or RegoNumber))
            {
                context.Charge(ValueSize.Of(values[i], context.Meter));
            }

            formatted[i] = FormatArgument.Of(values[i]);
        }

        return RegoString.Of(FormatText.Fill(context, arguments.Text(0), formatted));
    }

    // Each part is a text, a scalar, or a set that holds the value of an expression, empty when that was undefined.
    private static RegoString JoinTemplate(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var parts = Operands.Members(arguments[0]);
        var texts = new string[parts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (parts[i] is RegoSet { Count: > 1 })
            {
                throw BuiltinException.Operand(1, "must hold one value for each expression but an expression has several");
            }

            var value = parts[i] is RegoSet set ? (set.Count == 0 ? RegoString.Of("<undefined>") : set[0]) : parts[i];
            context.Charge(ValueSize.Of(value, context.Meter));
            texts[i] = value is RegoString text ? text.Value : value.ToString();
        }

        return RegoString.Of(string.Concat(texts));
    }
}
