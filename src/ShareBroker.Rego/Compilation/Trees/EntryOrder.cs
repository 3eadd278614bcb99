using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>
/// In which order the entries of an object are put into it, which decides when two keys turn out to be equal: constants first, then
/// variables by name, then all others as written. So it is in OPA, where the last one put stays.
/// </summary>
internal static class EntryOrder
{
    public static IReadOnlyList<ObjectEntry> Of(Term.Object obj)
    {
        var entries = obj.Entries;
        return entries.Count < 2 || entries.All(static entry => entry.Key is Term.Constant)
            ? entries
            : [.. entries.OrderBy(static entry => RankOf(entry.Key)).ThenBy(static entry => (entry.Key as Term.Var)?.Name,
                StringComparer.Ordinal)];
    }

    private static int RankOf(Term key) => key switch
    {
        Term.Constant => 0,
        Term.Var => 1,
        _ => 2,
    };
}
