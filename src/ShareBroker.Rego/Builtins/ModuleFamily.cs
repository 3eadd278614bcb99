using ShareBroker.Rego.Builtins.Modules;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Policies as data of policies.</summary>
internal static class ModuleFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("rego.parse_module", "string, string -> object[string: any]", Parse),
    ];

    private static RegoObject Parse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (file, text) = (arguments.Text(0), arguments.Text(1));
        context.Charge(text.Length * 64L);
        var map = new SourceMap();
        var ((module, errors), comments) = Parser.ParseWritten(file, text, RegoVersion.V1, map);
        return module is not null
            ? new ModuleValue(context, map).Of(module, comments)
            : throw BuiltinException.Failed(errors.Count == 1 && errors[0].Location.Row == 0 ? errors[0].ToString()
                : errors.Count == 1
                ? $"1 error occurred: {Shown(errors[0], text)}"
                : $"{errors.Count} errors occurred:\n{string.Join('\n', errors.Select(error => Shown(error, text)))}");
    }

    // The fault, the line that it is in, and a sign below the place; the line is left out where a whole statement is at fault.
    private static string Shown(RegoError error, string text)
    {
        var line = text.Split('\n').ElementAtOrDefault(error.Location.Row - 1)?.TrimEnd('\r') ?? string.Empty;
        var shown = line.TrimStart('\t', ' ');
        var column = error.Location.Column - 1 - (line.Length - shown.Length);
        column = Math.Min(column, shown.Length - 1);
        var isWhole = error.Message == "package expected" || error.Message.Contains("keyword is required", StringComparison.Ordinal);
        return isWhole || column < 0 ? error.ToString() : $"{error}\n\t{shown}\n\t{new string(' ', column)}^";
    }
}
