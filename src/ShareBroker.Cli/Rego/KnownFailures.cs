namespace ShareBroker.Cli.Rego;

/// <summary>
/// Cases that are known not to pass, each with its reason: a line is a case's id, or <c>builtin</c> and a function's name, then two spaces
/// or more and the reason. Lines that begin with <c>#</c> are for people.
/// </summary>
internal sealed class KnownFailures
{
    private readonly Dictionary<string, string> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _builtins = new(StringComparer.Ordinal);

    /// <summary>The lists of this repository, where a command looks for them when it is given none.</summary>
    public static IReadOnlyList<string> UsualFiles { get; } = ["tests/cases/rego/not-yet.txt", "tests/cases/rego/compile-differences.txt"];

    /// <summary>What no run has met yet, for a list that has grown too long.</summary>
    public HashSet<string> Unmet { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads lists.</summary>
    /// <exception cref="FormatException">A line has no reason.</exception>
    public static KnownFailures Read(IEnumerable<string> lines)
    {
        var known = new KnownFailures();
        foreach (var line in lines.Select(static line => line.Trim()).Where(static line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.IndexOf("  ", StringComparison.Ordinal);
            if (end < 0)
            {
                throw new FormatException($"'{line}' has no reason; write it after two spaces");
            }

            var (what, reason) = (line[..end], line[end..].Trim());
            var isBuiltin = what.StartsWith("builtin ", StringComparison.Ordinal);
            (isBuiltin ? known._builtins : known._cases)[isBuiltin ? what[8..] : what] = reason;
            known.Unmet.Add(what);
        }

        return known;
    }

    /// <summary>Why a case does not pass, or null.</summary>
    public string? ReasonFor(string id, IReadOnlyList<string> texts)
    {
        if (_cases.TryGetValue(id, out var reason))
        {
            Unmet.Remove(id);
            return reason;
        }

        foreach (var (name, why) in _builtins)
        {
            if (texts.Any(text => text.Contains(name, StringComparison.Ordinal)))
            {
                Unmet.Remove("builtin " + name);
                return why;
            }
        }

        return null;
    }
}
