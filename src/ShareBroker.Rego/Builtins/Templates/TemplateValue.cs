using System.Text;
using ShareBroker.Rego.Builtins.Formatting;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>
/// Values in templates: data of the policy as it is, and what templates make themselves: texts, <see cref="long"/>,
/// <see cref="double"/>, <see cref="bool"/>. Null stands for nil. Numbers of the data are texts there, as Go's json.Number is.
/// </summary>
internal static class TemplateValue
{
    /// <summary>What a key that is missing gives: false, and printed as <c>&lt;undefined&gt;</c>.</summary>
    public static object Undefined { get; } = new();

    /// <summary>Data as a template sees it.</summary>
    public static object? Of(RegoValue value) => value switch
    {
        RegoNull => null,
        RegoBoolean flag => flag.Value,
        RegoString text => text.Value,
        _ => value,
    };

    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        long whole => whole != 0,
        double fraction => fraction != 0,
        string text => text.Length > 0,
        RegoArray list => list.Count > 0,
        RegoObject members => members.Count > 0,
        RegoNumber => true,
        _ => false,
    };

    /// <summary>The name of the type in Go.</summary>
    public static string TypeName(object? value) => value switch
    {
        null => "<nil>",
        bool => "bool",
        long => "int",
        double => "float64",
        string => "string",
        RegoArray => "[]interface {}",
        RegoObject => "map[string]interface {}",
        RegoNumber => "json.Number",
        _ => "interface {}",
    };

    /// <summary>As an action prints it.</summary>
    public static string Print(BuiltinContext context, object? value)
    {
        if (value is null)
        {
            return "<no value>";
        }

        var text = new StringBuilder();
        Write(context, value, text);
        return text.ToString();
    }

    /// <summary>For the formats of printf.</summary>
    public static FormatArgument Argument(BuiltinContext context, object? value) => value switch
    {
        long whole => new FormatArgument.Whole(whole),
        double fraction => new FormatArgument.Fraction(fraction),
        bool flag => new FormatArgument.Flag(flag),
        string text => new FormatArgument.Text(text),
        null => new FormatArgument.Nothing(),
        RegoArray list => new FormatArgument.List([.. list.Items.ToArray().Select(item => Inner(context, item))]),
        RegoObject members => new FormatArgument.Members(
            [.. Enumerable.Range(0, members.Count).Select(i => (Inner(context, members.KeyAt(i)), Inner(context, members.ValueAt(i))))]),
        _ => new FormatArgument.Text(Print(context, value)) { TypeName = TypeName(value) },
    };

    private static FormatArgument Inner(BuiltinContext context, RegoValue value)
    {
        context.ChargeMembers(1);
        return Argument(context, Of(value));
    }

    private static void Write(BuiltinContext context, object? value, StringBuilder text)
    {
        context.Meter.Step();
        var start = text.Length;
        switch (value)
        {
            case null:
                text.Append("<nil>");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case double fraction:
                text.Append(FloatText.WriteShortest(fraction));
                break;
            case RegoNumber number:
                text.Append(number.Text);
                break;
            case RegoArray list:
                WriteList(context, list, text);
                return;
            case RegoObject members:
                WriteMembers(context, members, text);
                return;
            default:
                text.Append(ReferenceEquals(value, Undefined) ? "<undefined>" : value);
                break;
        }

        context.Charge(text.Length - start);
    }

    private static void WriteList(BuiltinContext context, RegoArray list, StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(i > 0 ? " " : string.Empty);
            Write(context, Of(list[i]), text);
        }

        text.Append(']');
    }

    private static void WriteMembers(BuiltinContext context, RegoObject members, StringBuilder text)
    {
        text.Append("map[");
        for (var i = 0; i < members.Count; i++)
        {
            text.Append(i > 0 ? " " : string.Empty).Append(((RegoString)members.KeyAt(i)).Value).Append(':');
            Write(context, Of(members.ValueAt(i)), text);
        }

        text.Append(']');
    }
}
