using System.Collections.Concurrent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>A compiled pattern. Matching takes time proportional to the text, whatever the pattern.</summary>
internal sealed class Pattern
{
    // Patterns of policies are few; patterns made from data must not fill the memory.
    private const int CacheMax = 512;

    private static readonly ConcurrentDictionary<string, Pattern> Cache = new(StringComparer.Ordinal);

    private readonly PatternProgram _program;

    private Pattern(PatternNode root, IReadOnlyList<string?> groupNames)
    {
        GroupNames = groupNames;
        _program = PatternProgram.Of(root);
    }

    /// <summary>The names of the groups; the first entry, without a name, is the whole match.</summary>
    public IReadOnlyList<string?> GroupNames { get; }

    /// <summary>A pattern in RE2's syntax.</summary>
    /// <exception cref="PatternSyntaxException">It is not.</exception>
    public static Pattern Parse(string text, EvaluationMeter meter) => Cached("r" + text, meter, () =>
    {
        var (root, names) = PatternParser.Parse(text, meter);
        return new Pattern(root, names);
    });

    /// <summary>A pattern given as a tree, kept under a key that no other tree has.</summary>
    public static Pattern Of(string key, EvaluationMeter meter, Func<PatternNode> root) =>
        Cached("g" + key, meter, () => new Pattern(root(), [null]));

    /// <summary>Whether the text holds a match.</summary>
    public bool IsMatch(string text, EvaluationMeter meter) => new PatternMachine(_program, text, meter, 0).Find(0) is not null;

    /// <summary>All matches from left to right with start and end of each group; a negative limit is none.</summary>
    public List<int[]> FindAll(string text, EvaluationMeter meter, int limit, bool groups)
    {
        var machine = new PatternMachine(_program, text, meter, groups ? GroupNames.Count * 2 : 2);
        var found = new List<int[]>();
        var (at, lastEnd) = (0, -1);
        while (at <= text.Length && (limit < 0 || found.Count < limit) && machine.Find(at) is { } match)
        {
            // An empty match right after a match is no new one.
            var isNew = match[1] != at || match[0] != lastEnd;
            at = match[1] > at ? match[1] : at + (at < text.Length ? CodePoints.Width(text, at) : 1);
            lastEnd = match[1];
            if (isNew)
            {
                meter.Allocate(32 + (match.Length * 4));
                found.Add(match);
            }
        }

        return found;
    }

    /// <summary>Finds matches one by one from positions of the caller's choice.</summary>
    public PatternMachine Search(string text, EvaluationMeter meter) => new(_program, text, meter, GroupNames.Count * 2);

    private static Pattern Cached(string key, EvaluationMeter meter, Func<Pattern> make)
    {
        if (Cache.TryGetValue(key, out var known))
        {
            return known;
        }

        meter.Work(64 + key.Length);
        meter.Allocate(1024 + (key.Length * 64L));
        var pattern = make();
        meter.Work(pattern._program.Steps.Count);
        meter.Allocate(pattern._program.Steps.Count * 64L);
        if (Cache.Count >= CacheMax)
        {
            Cache.Clear();
        }

        Cache.TryAdd(key, pattern);
        return pattern;
    }
}
