using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>The total order of terms, places left aside: values as they are ordered, then what must be evaluated, by kind.</summary>
internal sealed class TermOrder : IComparer<Term>, IEqualityComparer<Term>
{
    public static TermOrder Instance { get; } = new();

    public int Compare(Term? x, Term? y)
    {
        if (ReferenceEquals(x, y) || x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var ranks = Rank(x).CompareTo(Rank(y));
        return ranks != 0 ? ranks : (x, y) switch
        {
            (Term.Constant a, Term.Constant b) => a.Value.CompareTo(b.Value),
            (Term.Var a, Term.Var b) => string.CompareOrdinal(a.Name, b.Name),
            (Term.Ref a, Term.Ref b) => First(Compare(a.Head, b.Head), () => Compare(a.Operands, b.Operands)),
            (Term.Array a, Term.Array b) => Compare(a.Items, b.Items),
            (Term.Set a, Term.Set b) => Compare([.. a.Items.Order(this)], [.. b.Items.Order(this)]),
            (Term.Object a, Term.Object b) => CompareObjects(a, b),
            (Term.Call a, Term.Call b) => First(Compare(a.Function, b.Function), () => Compare(a.Arguments, b.Arguments)),
            _ => string.CompareOrdinal(x.ToString(), y.ToString()),
        };
    }

    public bool Equals(Term? x, Term? y) => Compare(x, y) == 0 && Exact(x, y);

    public int GetHashCode(Term obj) => obj switch
    {
        Term.Constant constant => constant.Value.GetHashCode(),
        Term.Var variable => string.GetHashCode(variable.Name, StringComparison.Ordinal),
        Term.Ref reference => HashCode.Combine(GetHashCode(reference.Head), reference.Operands.Count),
        Term.Array array => HashCode.Combine(Rank(obj), array.Items.Count, array.Items.Count > 0 ? GetHashCode(array.Items[0]) : 0),
        Term.Call call => HashCode.Combine(GetHashCode(call.Function), call.Arguments.Count),
        _ => Rank(obj),
    };

    private int Compare(IReadOnlyList<Term> x, IReadOnlyList<Term> y)
    {
        for (var i = 0; i < x.Count && i < y.Count; i++)
        {
            var order = Compare(x[i], y[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return x.Count.CompareTo(y.Count);
    }

    private int CompareObjects(Term.Object x, Term.Object y)
    {
        var (a, b) = (Sorted(x), Sorted(y));
        return First(Compare([.. a.Select(static e => e.Key)], [.. b.Select(static e => e.Key)]), () =>
            Compare([.. a.Select(static e => e.Value)], [.. b.Select(static e => e.Value)]));
    }

    private ObjectEntry[] Sorted(Term.Object entries) => [.. entries.Entries.OrderBy(static e => e.Key, this)];

    private static int First(int order, Func<int> otherwise) => order != 0 ? order : otherwise();

    // What is compared by its print has wildcards printed alike.
    private static bool Exact(Term? x, Term? y) => Rank(x!) < 8 || ReferenceEquals(x, y);

    private static int Rank(Term term) => term switch
    {
        Term.Constant constant => (int)constant.Value.Kind - 10,
        Term.Var => 0,
        Term.Ref => 1,
        Term.Array => 2,
        Term.Object => 3,
        Term.Set => 4,
        Term.Call => 5,
        Term.ArrayComprehension => 8,
        Term.ObjectComprehension => 9,
        Term.SetComprehension => 10,
        _ => 11,
    };
}
