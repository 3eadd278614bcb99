using System.Runtime.InteropServices;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Tells which of many definitions can give anything, by the values of the places that they test first: a thousand rules for a thousand
/// roles cost one look-up. Immutable.
/// </summary>
internal sealed class RuleIndex
{
    // Fewer tests of one place are as fast one by one.
    private const int TestsMin = 4;

    private readonly ValueNode _subject;
    private readonly Dictionary<RegoValue, Part> _byValue;
    private readonly Part _others;

    private RuleIndex(ValueNode subject, Dictionary<RegoValue, Part> byValue, Part others)
    {
        _subject = subject;
        _byValue = byValue;
        _others = others;
    }

    // Definitions in their order, or a further index over them.
    private sealed record Part(int[] Positions, RuleIndex? Index)
    {
        public ReadOnlySpan<int> Find(Frame frame) => Index is null ? Positions : Index.Find(frame);
    }

    /// <summary>An index over definitions by what each tests; null when it would not help.</summary>
    public static RuleIndex? Of(IReadOnlyList<IReadOnlyList<RuleTest>> tests, Func<RuleTest, ValueNode> plan) =>
        Of([.. Enumerable.Range(0, tests.Count)], tests, plan, []);

    /// <summary>The positions of the definitions that pass, ascending.</summary>
    public ReadOnlySpan<int> Find(Frame frame)
    {
        frame.Run.Meter.Step();
        if (_subject.Eval(frame) is not { } value || !_byValue.TryGetValue(value, out var part))
        {
            return _others.Find(frame);
        }

        return _others.Positions.Length == 0 ? part.Find(frame) : Merge(frame, part.Find(frame), _others.Find(frame));
    }

    private static RuleIndex? Of(
        int[] positions, IReadOnlyList<IReadOnlyList<RuleTest>> tests, Func<RuleTest, ValueNode> plan, HashSet<string> asked)
    {
        if (Best(positions, tests, asked) is not { } best)
        {
            return null;
        }

        HashSet<string> inside = [.. asked, best.Place];
        var byValue = new Dictionary<RegoValue, List<int>>();
        var others = new List<int>();
        foreach (var position in positions)
        {
            if (tests[position].FirstOrDefault(test => test.Place == best.Place) is not { } own)
            {
                others.Add(position);
                continue;
            }

            foreach (var value in own.Values)
            {
                ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(byValue, value, out _);
                (same ??= []).Add(position);
            }
        }

        return new RuleIndex(plan(best), byValue.ToDictionary(static pair => pair.Key, pair => PartOf(pair.Value)), PartOf(others));

        Part PartOf(List<int> some)
        {
            int[] all = [.. some];
            return new Part(all, Of(all, tests, plan, inside));
        }
    }

    // The place that most definitions test, of those not asked yet.
    private static RuleTest? Best(int[] positions, IReadOnlyList<IReadOnlyList<RuleTest>> tests, HashSet<string> asked)
    {
        if (positions.Length < TestsMin)
        {
            return null;
        }

        var counts = new Dictionary<string, (int Count, RuleTest Test)>(StringComparer.Ordinal);
        foreach (var test in positions.SelectMany(position => tests[position]).Where(test => !asked.Contains(test.Place)))
        {
            counts[test.Place] = (counts.GetValueOrDefault(test.Place).Count + 1, test);
        }

        var best = counts.Values.OrderByDescending(static entry => entry.Count)
            .ThenBy(static entry => entry.Test.Place, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Count < TestsMin ? null : best.Test;
    }

    private static ReadOnlySpan<int> Merge(Frame frame, ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return first.IsEmpty ? second : first;
        }

        frame.Run.Meter.Allocate(4L * (first.Length + second.Length));
        var merged = new int[first.Length + second.Length];
        var (i, j) = (0, 0);
        for (var at = 0; at < merged.Length; at++)
        {
            merged[at] = j == second.Length || (i < first.Length && first[i] < second[j]) ? first[i++] : second[j++];
        }

        return merged;
    }
}
