using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Unification and comprehensions.</summary>
internal sealed partial class Walk
{
    private Leaving? Unify(Term left, Bindings leftHome, Term right, Bindings rightHome, Func<Leaving?> then)
    {
        _run.Step();
        (left, leftHome) = leftHome.Apply(left);
        (right, rightHome) = rightHome.Apply(right);
        TellUnify(left, right);
        if (Reference(left) is { } first)
        {
            return Read(new Reading(first, leftHome, right, rightHome, then));
        }

        if (Reference(right) is { } second)
        {
            return Read(new Reading(second, rightHome, left, leftHome, then));
        }

        if (TreeWalk.BodyOf(left) is not null)
        {
            return Unify(new Term.Constant(left.Location, Collect(left)), leftHome, right, rightHome, then);
        }

        if (TreeWalk.BodyOf(right) is not null)
        {
            return Unify(new Term.Constant(right.Location, Collect(right)), rightHome, left, leftHome, then);
        }

        if (left is Term.Var variable)
        {
            return right is Term.Var same && same.Name == variable.Name && ReferenceEquals(leftHome, rightHome)
                ? then()
                : Bind(leftHome, variable, right, rightHome, then);
        }

        return right is Term.Var other
            ? Bind(rightHome, other, left, leftHome, then)
            : UnifyParts(left, leftHome, right, rightHome, then);
    }

    private static Term.Ref? Reference(Term term) => term switch
    {
        Term.Ref reference => reference,
        Term.Var { Name: "input" or "data" } root => new Term.Ref(root.Location, root, []),
        _ => null,
    };

    private static Leaving? Bind(Bindings home, Term.Var variable, Term term, Bindings termHome, Func<Leaving?> then)
    {
        home.Bind(variable, term, termHome);
        var leaving = then();
        home.Unbind(variable);
        return leaving;
    }

    private Leaving? UnifyParts(Term left, Bindings leftHome, Term right, Bindings rightHome, Func<Leaving?> then)
    {
        if (leftHome.Ground(left) is { } first && rightHome.Ground(right) is { } second)
        {
            return first.Equals(second) ? then() : null;
        }

        if (Items(left) is { } leftItems && Items(right) is { } rightItems)
        {
            return leftItems.Count == rightItems.Count ? UnifyAll(leftItems, leftHome, rightItems, rightHome, 0, then) : null;
        }

        return Entries(left, leftHome) is { } leftEntries && Entries(right, rightHome) is { } rightEntries
            && leftEntries.Keys.SequenceEqual(rightEntries.Keys)
            ? UnifyAll([.. leftEntries.Values], leftHome, [.. rightEntries.Values], rightHome, 0, then)
            : null;
    }

    private Leaving? UnifyAll(
        IReadOnlyList<Term> left, Bindings leftHome, IReadOnlyList<Term> right, Bindings rightHome, int at, Func<Leaving?> then) =>
        at == left.Count
            ? then()
            : Unify(left[at], leftHome, right[at], rightHome, () => UnifyAll(left, leftHome, right, rightHome, at + 1, then));

    private static IReadOnlyList<Term>? Items(Term term) => term switch
    {
        Term.Array array => array.Items,
        Term.Constant { Value: RegoArray array } => [.. array.Items.ToArray().Select(Bindings.Constant)],
        _ => null,
    };

    private static SortedDictionary<RegoValue, Term>? Entries(Term term, Bindings home)
    {
        var entries = new SortedDictionary<RegoValue, Term>();
        switch (term)
        {
            case Term.Object obj:
                foreach (var entry in EntryOrder.Of(obj))
                {
                    if (home.Ground(entry.Key) is not { } key)
                    {
                        return null;
                    }

                    entries[key] = entry.Value;
                }

                return entries;
            case Term.Constant { Value: RegoObject obj }:
                for (var i = 0; i < obj.Count; i++)
                {
                    entries[obj.KeyAt(i)] = Bindings.Constant(obj.ValueAt(i));
                }

                return entries;
            default:
                return null;
        }
    }

    private RegoValue Collect(Term term)
    {
        var inner = Closure(TreeWalk.BodyOf(term)!);
        switch (term)
        {
            case Term.ArrayComprehension all:
                var items = new List<RegoValue>();
                inner.CollectFrom([all.Item], values => items.Add(values[0]));
                return RegoArray.Adopt([.. items]);
            case Term.SetComprehension all:
                var members = new RegoSet.Builder();
                inner.CollectFrom([all.Item], values => members.Add(values[0]));
                return members.Build();
            default:
                var pairs = (Term.ObjectComprehension)term;
                var entries = new RegoObject.Builder();
                inner.CollectFrom([pairs.Key, pairs.Value], values =>
                {
                    if (!entries.TryAdd(values[0], values[1]) && !values[1].Equals(entries.Get(values[0])))
                    {
                        throw Execution.Conflict(pairs.Key.Location, ConflictTexts.Keys);
                    }
                });
                return entries.Build();
        }
    }

    private void CollectFrom(IReadOnlyList<Term> heads, Action<RegoValue[]> add) => RunBody(() =>
    {
        _run.Meter.Allocate(64);
        if (Bindings.Ground(heads) is { } values)
        {
            add(values);
        }

        return null;
    });
}
