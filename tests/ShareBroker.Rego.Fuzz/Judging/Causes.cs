using System.Text.RegularExpressions;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>Puts findings of the same cause together: the same builtins and constructs, differing in the same way.</summary>
internal static partial class Causes
{
    public static string Of(Finding finding)
    {
        var text = string.Concat(finding.Program.Modules.Select(static module => module.ToString()));
        var words = Calls().Matches(text).Select(static match => match.Groups[1].Value)
            .Concat(Words().Matches(text).Select(static match => match.Value)).Distinct().Order(StringComparer.Ordinal);
        return $"{Kind(finding.Ours)} here, {Kind(finding.Theirs)} there: {string.Join(' ', words)}";
    }

    private static string Kind(Engines.Outcome outcome) =>
        outcome.IsUndefined ? "undefined" : outcome.IsValue ? "value" : $"{outcome.Kind} {outcome.Text}";

    [GeneratedRegex(@"([a-z_][a-z0-9_.]*)\(")]
    private static partial Regex Calls();

    [GeneratedRegex(@"\b(every|some|not|else|default|with|in|contains)\b|[-+*/%&|]|[<>!=]=|:=|=")]
    private static partial Regex Words();
}
