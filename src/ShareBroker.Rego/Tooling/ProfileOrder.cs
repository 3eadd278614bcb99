namespace ShareBroker.Rego.Tooling;

/// <summary>The orders in which profiled lines are shown.</summary>
public static class ProfileOrder
{
    /// <summary>The criteria that apply after those that were asked for: what took most time first.</summary>
    public static IReadOnlyList<string> Default { get; } = ["total_time_ns", "num_eval", "num_redo", "file", "line"];

    private static Dictionary<string, Comparison<ProfiledLine>> Criteria { get; } = new(StringComparer.Ordinal)
    {
        ["total_time_ns"] = static (left, right) => right.Time.CompareTo(left.Time),
        ["num_eval"] = static (left, right) => right.Evals.CompareTo(left.Evals),
        ["num_redo"] = static (left, right) => right.Redos.CompareTo(left.Redos),
        ["num_gen_expr"] = static (left, right) => right.Expressions.CompareTo(left.Expressions),
        ["file"] = static (left, right) => string.CompareOrdinal(right.Location.File, left.Location.File),
        ["line"] = static (left, right) => right.Location.Row.CompareTo(left.Location.Row),
    };

    /// <summary>The lines, largest first by each criterion in turn.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="criteria">Names as <c>opa eval --profile-sort</c> takes them; unknown ones are passed over.</param>
    /// <param name="most">How many to give; 0 gives all.</param>
    public static IReadOnlyList<ProfiledLine> Sort(IEnumerable<ProfiledLine> lines, IEnumerable<string> criteria, int most)
    {
        Comparison<ProfiledLine>[] comparisons =
        [
            .. criteria.Concat(Default).Distinct(StringComparer.Ordinal)
                .Select(static name => Criteria.GetValueOrDefault(name)).OfType<Comparison<ProfiledLine>>(),
        ];
        var sorted = lines.ToList();
        sorted.Sort((left, right) => comparisons.Select(compare => compare(left, right)).FirstOrDefault(static order => order != 0));
        return most > 0 ? [.. sorted.Take(most)] : sorted;
    }
}
