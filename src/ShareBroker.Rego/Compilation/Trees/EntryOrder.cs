using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>
/// In which order the entries of an object are put into it, which decides when two keys turn out to be equal: scalars first, then
/// variables by name, references part by part, and all others as written. So it is in OPA, where the last one put stays.
/// </summary>
internal static class EntryOrder
{
    private static readonly Comparer<Term> Keys = Comparer<Term>.Create(Compare);

    public static IReadOnlyList<ObjectEntry> Of(Term.Object obj)
    {
        var entries = obj.Entries;
        return entries.Count < 2 || entries.All(static entry => entry.Key is Term.Constant)
            ? entries
            : [.. entries.OrderBy(static entry => entry.Key, Keys)];
    }

    private static int Compare(Term? a, Term? b) => (a, b) switch
    {
        (Term.Var x, Term.Var y) => string.CompareOrdinal(x.Name, y.Name),
        (Term.Ref x, Term.Ref y) => Compare(x, y),
        _ => RankOf(a).CompareTo(RankOf(b)),
    };

    private static int Compare(Term.Ref a, Term.Ref b)
    {
        var order = Compare(a.Head, b.Head);
        for (var i = 0; order == 0 && i < Math.Min(a.Operands.Count, b.Operands.Count); i++)
        {
            order = (a.Operands[i], b.Operands[i]) is (Term.Constant x, Term.Constant y)
                ? x.Value.CompareTo(y.Value)
                : Compare(a.Operands[i], b.Operands[i]);
        }

        return order == 0 ? a.Operands.Count.CompareTo(b.Operands.Count) : order;
    }

    private static int RankOf(Term? key) => key switch
    {
        Term.Constant { Value: not (RegoArray or RegoObject or RegoSet) } => 0,
        Term.Var => 1,
        Term.Ref => 2,
        _ => 3,
    };
}
