using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Values as JSON text and back.</summary>
internal static class JsonTextFamily
{
    private static readonly JsonLimits Limits =
        new() { SizeMaxBytes = int.MaxValue, DepthMax = RegoValue.DepthMax, NumberLengthMax = RegoNumber.IntegerDigitsMax };

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("json.marshal", "any -> string", static (c, a) => Marshal(c, a[0])),
        Builtin.Of(
            "json.marshal_with_options",
            "any, object<indent: string, prefix: string, pretty: boolean>[string: any] -> string",
            MarshalWithOptions),
        Builtin.Of("json.unmarshal", "string -> any", Unmarshal),
        Builtin.Test("json.is_valid", IsValid),
    ];

    /// <summary>Reads a text as policies do: of two equal keys the last wins. Null when it is not JSON.</summary>
    public static RegoValue? Read(BuiltinContext context, string text, out string fault)
    {
        // A byte of JSON may become a value of its own.
        context.Meter.Work(text.Length / 2);
        context.Meter.Allocate(text.Length * 16L);
        fault = string.Empty;
        try
        {
            return new JsonReader(Encoding.UTF8.GetBytes(text), Limits, lenient: true).ReadDocument();
        }
        catch (RegoJsonException error) when (error.IsLimit)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, error.Message);
        }
        catch (RegoJsonException error)
        {
            fault = error.Message;
            return null;
        }
    }

    private static RegoString Marshal(BuiltinContext context, RegoValue value)
    {
        context.Meter.Work(ValueSize.Of(value, context.Meter));
        return context.TextResult(JsonWriter.Marshal(value));
    }

    private static RegoValue Unmarshal(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        Read(context, arguments.Text(0), out var fault) ?? throw BuiltinException.Failed(fault);

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        RegoBoolean.Of(Read(context, arguments.Text(0), out _) is not null);

    private static RegoString MarshalWithOptions(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var options = (RegoObject)arguments[1];
        var (pretty, prefix, indent) = ((bool?)null, string.Empty, "\t");
        for (var i = 0; i < options.Count; i++)
        {
            switch ((options.KeyAt(i) as RegoString)?.Value, options.ValueAt(i))
            {
                case ("pretty", RegoBoolean flag):
                    pretty = flag.Value;
                    break;
                case ("prefix", RegoString text):
                    (prefix, pretty) = (text.Value, pretty ?? true);
                    break;
                case ("indent", RegoString text):
                    (indent, pretty) = (text.Value, pretty ?? true);
                    break;
                case ("pretty", _):
                    throw BuiltinException.Operand(2, "key \"pretty\" failed cast to bool");
                case ("prefix" or "indent", var other):
                    throw BuiltinException.Operand(
                        2,
                        $"key {options.KeyAt(i)} failed cast to string: operand 0 must be string but got "
                        + OperandKinds.NameOf(other.Kind));
                case (null, _):
                    throw BuiltinException.Operand(
                        2,
                        $"failed to stringify key {options.KeyAt(i)} at index {i}: operand 0 must be string but got "
                        + OperandKinds.NameOf(options.KeyAt(i).Kind));
                default:
                    throw BuiltinException.Operand(2, $"object contained unknown key {options.KeyAt(i)}");
            }
        }

        if (pretty is not true)
        {
            return Marshal(context, arguments[0]);
        }

        var text2 = new PrettyJson(context, prefix, indent).Write(arguments[0]);
        return RegoString.Of(text2);
    }
}
