using ShareBroker.Rego.Builtins.Templates;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Texts made from templates, in the language of Go's text/template without methods and functions of a host.</summary>
internal static class TemplateFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("strings.render_template", "string, object[string: any] -> string", Render),
    ];

    private static RegoString Render(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var data = (RegoObject)arguments[1];
        DemandJson(context, data);
        return RegoString.Of(TemplateRun.Render(context, arguments.Text(0), data));
    }

    private static void DemandJson(BuiltinContext context, RegoValue value)
    {
        context.Meter.Step();
        if (value is RegoSet)
        {
            throw BuiltinException.Failed("the variables of a template must be JSON, without sets");
        }

        foreach (var key in value is RegoObject members ? members.Keys : [])
        {
            if (key is not RegoString)
            {
                throw BuiltinException.Failed("the variables of a template must be JSON, with texts as keys");
            }
        }

        foreach (var member in value is RegoObject owner ? owner.ValuesByKey : Operands.Members(value))
        {
            DemandJson(context, member);
        }
    }
}
