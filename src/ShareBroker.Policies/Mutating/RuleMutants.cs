using System.Text;
using System.Text.RegularExpressions;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Policies.Mutating;

/// <summary>
/// Faults in the bodies of one module of formatted Rego: expressions dropped or negated, constants changed. An expression stands on a line
/// of its own, after <c>if</c>, or between semicolons; what does not compile afterwards is no mutant.
/// </summary>
internal static partial class RuleMutants
{
    public static IEnumerable<Mutant> Of(PolicyFile file)
    {
        var lines = Encoding.UTF8.GetString(file.Content.Span).Split('\n');
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < lines.Length; at++)
        {
            if (IsSilent(lines[at]))
            {
                continue;
            }

            foreach (var (what, changed) in Changes(lines[at]))
            {
                var text = $"{file.Path}: {lines[at].Trim()} / {what}";
                var count = seen[text] = seen.GetValueOrDefault(text) + 1;
                var mutated = lines.ToList();
                mutated[at] = changed;
                yield return new Mutant(
                    count == 1 ? text : $"{text} (the {count}th)", "",
                    file with { Content = Encoding.UTF8.GetBytes(string.Join('\n', mutated)) });
            }
        }
    }

    private static bool IsSilent(string line) => line.Trim() is var text &&
        (text.Length == 0 || text.StartsWith('#') || text.StartsWith("package ", StringComparison.Ordinal) ||
        text.StartsWith("import ", StringComparison.Ordinal) || text is "}" or ")" or "]" or "{" or "})" or "}]");

    private static IEnumerable<(string What, string Line)> Changes(string line)
    {
        foreach (var (start, length) in Expressions(line))
        {
            var text = line.Substring(start, length);
            yield return ($"'{text}' dropped", Dropped(line, start, length));
            yield return ($"'{text}' negated", line[..start] + Negated(text) + line[(start + length)..]);
        }

        foreach (Match constant in Constants().Matches(line))
        {
            yield return ($"{constant.Value} at {constant.Index} changed",
                line[..constant.Index] + Other(constant.Value) + line[(constant.Index + constant.Length)..]);
        }
    }

    /// <summary>A whole line of a body; what follows <c>if</c> in one line; what stands between semicolons or after a bar.</summary>
    private static IEnumerable<(int Start, int Length)> Expressions(string line)
    {
        if (line.StartsWith('\t') && !line.EndsWith('{') && !line.EndsWith(',') && !line.TrimStart().StartsWith('"') &&
            !line.TrimStart().StartsWith('}'))
        {
            var start = line.Length - line.TrimStart().Length;
            yield return (start, line.Length - start);
        }

        if (OneLine().Match(line) is { Success: true } one)
        {
            yield return (one.Groups[1].Index, one.Groups[1].Length);
        }

        foreach (Match bar in Comprehensions().Matches(line))
        {
            var body = bar.Groups[1];
            var start = body.Index;
            foreach (var part in body.Value.Split(';'))
            {
                var lead = part.Length - part.TrimStart().Length;
                yield return (start + lead, part.Trim().Length);
                start += part.Length + 1;
            }
        }
    }

    private static string Dropped(string line, int start, int length)
    {
        var (before, after) = (line[..start], line[(start + length)..]);
        return after.StartsWith(';') ? before + after[1..].TrimStart()
            : before.TrimEnd().EndsWith(';') ? before.TrimEnd()[..^1] + after
            : before.EndsWith(" if ", StringComparison.Ordinal) ? before[..^4] + after
            : before.TrimEnd().EndsWith('|') ? before + "true" + after
            : before + after;
    }

    private static string Negated(string text) => text.StartsWith("not ", StringComparison.Ordinal) ? text[4..] : "not " + text;

    private static string Other(string constant) => constant switch
    {
        "true" => "false",
        "false" => "true",
        "null" => "\"mutated\"",
        ['"', ..] => "\"mutated\"",
        "0" => "1",
        _ => constant + "1",
    };

    [GeneratedRegex(@"\bif ([^{].*)$", RegexOptions.None, 1000)]
    private static partial Regex OneLine();

    [GeneratedRegex(@"\| ([^|\[\]{}]*(?:\[[^\]]*\][^|\[\]{}]*)*)[\]}]", RegexOptions.None, 1000)]
    private static partial Regex Comprehensions();

    [GeneratedRegex("\"[^\"]*\"|\\b(?:true|false|null)\\b|(?<![\\w.])\\d+(?![\\w.])", RegexOptions.None, 1000)]
    private static partial Regex Constants();
}
