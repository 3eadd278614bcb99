using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Residuals;

/// <summary>Patterns and values that may be unknown.</summary>
internal sealed partial class PartialEvaluator
{
    // Two patterns of one body; null when they cannot be equal.
    private Branch? Unify(Term left, Term right, Branch branch)
    {
        if (branch.ValueOf(left) is { } leftValue)
        {
            return Match(right, leftValue, branch);
        }

        if (branch.ValueOf(right) is { } rightValue)
        {
            return Match(left, rightValue, branch);
        }

        if (left is Term.Array first && right is Term.Array second)
        {
            return first.Items.Count == second.Items.Count
                ? Each(first.Items.Zip(second.Items), branch, Unify)
                : null;
        }

        var (opened, leftOpen) = Open(left, branch);
        return Match(right, leftOpen, opened);
    }

    // A pattern of the running body meets a value.
    private Branch? Match(Term pattern, Term value, Branch branch)
    {
        if (branch.ValueOf(pattern) is { } whole)
        {
            return Same(whole, value, branch);
        }

        switch (pattern)
        {
            case Term.Var variable:
                return branch.Bind(variable.Name, value);
            case Term.Array array when Ground.Items(value) is { } items:
                return array.Items.Count == items.Count ? Each(array.Items.Zip(items), branch, Match) : null;
            case Term.Object entries when Ground.Entries(value) is { } found && Keys(entries, branch) is { } keys:
                return MatchEntries(entries, keys, found, branch);
        }

        if (Ground.KindOf(value) is { } kind && Ground.KindOf(pattern) is { } wanted && kind != wanted)
        {
            return null;
        }

        var (opened, term) = Open(pattern, branch);
        return Equate(term, value, opened);
    }

    private Branch? MatchEntries(Term.Object pattern, Term.Constant[] keys, IReadOnlyList<ObjectEntry> found, Branch branch)
    {
        var byKey = found.ToDictionary(static entry => Ground.Of(entry.Key)!, static entry => entry.Value);
        if (keys.Length != byKey.Count || !keys.All(key => byKey.ContainsKey(key.Value)))
        {
            return null;
        }

        return Each(pattern.Entries.Select((entry, i) => (entry.Value, byKey[keys[i].Value])), branch, Match);
    }

    private static Term.Constant[]? Keys(Term.Object entries, Branch branch)
    {
        var keys = entries.Entries.Select(entry => branch.ValueOf(entry.Key)).OfType<Term.Constant>().ToArray();
        return keys.Length == entries.Entries.Count ? keys : null;
    }

    private static Branch? Each(IEnumerable<(Term, Term)> pairs, Branch branch, Func<Term, Term, Branch, Branch?> unify)
    {
        Branch? next = branch;
        foreach (var (left, right) in pairs)
        {
            next = unify(left, next.Resolve(right), next);
            if (next is null)
            {
                break;
            }
        }

        return next;
    }

    // Two values.
    private Branch? Same(Term left, Term right, Branch branch)
    {
        (left, right) = (branch.Resolve(left), branch.Resolve(right));
        if (left is Term.Constant known && right is Term.Constant other)
        {
            return known.Value.Equals(other.Value) ? branch : null;
        }

        if (left is Term.Var || right is Term.Var)
        {
            return Equate(left, right, branch);
        }

        if (Ground.KindOf(left) != Ground.KindOf(right))
        {
            return null;
        }

        if (Ground.Items(left) is { } items && Ground.Items(right) is { } otherItems)
        {
            return items.Count == otherItems.Count ? Each(items.Zip(otherItems), branch, Same) : null;
        }

        if (left is not Term.Set && Ground.Entries(left) is { } entries && Ground.Entries(right) is { } otherEntries)
        {
            var byKey = otherEntries.ToDictionary(static entry => Ground.Of(entry.Key)!, static entry => entry.Value);
            return entries.Count == byKey.Count && entries.All(entry => byKey.ContainsKey(Ground.Of(entry.Key)!))
                ? Each(entries.Select(entry => (entry.Value, byKey[Ground.Of(entry.Key)!])), branch, Same)
                : null;
        }

        return Equate(left, right, branch);
    }

    // An equality that only the unknown can decide; null when it contradicts what the branch knows.
    private Branch? Equate(Term left, Term right, Branch branch)
    {
        if (left is Term.Var first && right is Term.Var second && first.Name.Equals(second.Name, StringComparison.Ordinal))
        {
            return branch;
        }

        var kept = Keep(branch, Equation.Of(Location.None, left, right));
        return (left, right) switch
        {
            (Term.Var variable, Term.Constant value) => kept with { Facts = kept.Facts.Know(variable.Name, value.Value) },
            (Term.Constant value, Term.Var variable) => kept with { Facts = kept.Facts.Know(variable.Name, value.Value) },
            _ => kept,
        };
    }

    // Variables that are not bound become unknown.
    private (Branch Branch, Term Value) Open(Term pattern, Branch branch)
    {
        foreach (var name in Vars.Of(pattern, VarScope.SkipClosures))
        {
            if (branch.Find(name) is null)
            {
                branch = branch.Bind(name, _fresh.Next());
            }
        }

        return (branch, branch.ValueOf(pattern)!);
    }
}
