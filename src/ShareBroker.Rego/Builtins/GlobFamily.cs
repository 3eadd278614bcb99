using System.Text;
using ShareBroker.Rego.Builtins.Patterns;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Globs with separators.</summary>
internal static class GlobFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("glob.match", "string, any<null, array[string]>, string -> boolean", IsMatch, kindNames: "array, null"),
        Builtin.Of("glob.quote_meta", "string -> string", Quote),
    ];

    // No list of separators means none; an empty list means the dot.
    private static RegoBoolean IsMatch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var glob = arguments.Text(0);
        var separators = new StringBuilder();
        foreach (var member in Operands.Members(arguments[1]))
        {
            var separator = Operands.TextMember(arguments[1], member, 2);
            separators.Append(CodePoints.Count(separator) == 1
                ? separator
                : throw Operands.Containing(arguments[1], member, 2, "runes"));
        }

        var marks = arguments[1] is RegoArray { Count: 0 } ? "." : separators.ToString();
        try
        {
            var key = $"{marks.Length}:{marks}{glob}";
            return RegoBoolean.Of(
                Pattern.Of(key, context.Meter, () => GlobParser.Parse(glob, marks)).IsMatch(arguments.Text(2), context.Meter));
        }
        catch (PatternSyntaxException fault)
        {
            throw BuiltinException.Failed(fault.Message);
        }
    }

    private static RegoString Quote(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var quoted = new StringBuilder();
        foreach (var letter in arguments.Text(0))
        {
            quoted.Append(@"*?\[]{}".Contains(letter, StringComparison.Ordinal) ? "\\" : string.Empty).Append(letter);
        }

        return context.TextResult(quoted.ToString());
    }
}
