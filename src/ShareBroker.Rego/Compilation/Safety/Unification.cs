using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Safety;

/// <summary>Which variables an equation binds, given those that are bound already.</summary>
internal sealed class Unification
{
    private readonly Func<string, bool> _isSafe;
    private readonly HashSet<string> _bound = Vars.New();

    // A variable that is bound as soon as all of the others are.
    private readonly Dictionary<string, HashSet<string>> _waiting = new(StringComparer.Ordinal);

    // What the equation itself is to bind: a value made of it cannot be had before.
    private readonly HashSet<string> _own;

    private Unification(Func<string, bool> isSafe, HashSet<string> own) => (_isSafe, _own) = (isSafe, own);

    public static HashSet<string> Bind(Func<string, bool> isSafe, Term left, Term right)
    {
        var own = Vars.Of(left, VarScope.Pattern | VarScope.SkipSets);
        Vars.Add(own, right, VarScope.Pattern | VarScope.SkipSets);
        own.RemoveWhere(name => isSafe(name));
        var unification = new Unification(isSafe, own);
        unification.Unify(left, right);
        return unification._bound;
    }

    /// <summary>Whether a reference or call can be evaluated: what it starts from is bound.</summary>
    public static bool IsSafe(Term term, Func<string, bool> isBound) => term switch
    {
        Term.Ref { Head: Term.Var head } => isBound(head.Name),
        Term.Ref { Head: Term.Call call } => IsSafe(call, isBound),
        Term.Ref reference => Vars.Of(reference.Head).All(isBound),
        _ => Vars.Of(term, VarScope.Safety).All(isBound),
    };

    private bool IsBound(string name) => _isSafe(name) || _bound.Contains(name);

    private void Unify(Term left, Term right)
    {
        switch (left)
        {
            case Term.Var variable:
                UnifyVar(variable.Name, right);
                break;
            case var _ when right is Term.Var variable:
                UnifyVar(variable.Name, left);
                break;
            case Term.Ref or Term.Call when IsSafe(left, _isSafe):
                MarkPattern(right);
                break;
            case Term.ArrayComprehension or Term.ObjectComprehension:
                MarkPattern(right);
                break;
            case Term.Array or Term.Object when right is Term.Ref or Term.Call && IsSafe(right, _isSafe):
                MarkPattern(left);
                break;
            case Term.Array when right is Term.ArrayComprehension:
            case Term.Object when right is Term.ObjectComprehension:
                MarkPattern(left);
                break;
            case Term.Array array when right is Term.Array other && array.Items.Count == other.Items.Count:
                foreach (var (a, b) in array.Items.Zip(other.Items))
                {
                    Unify(a, b);
                }

                break;
            case Term.Object entries when right is Term.Object other && entries.Entries.Count == other.Entries.Count:
                UnifyObjects(entries, other);
                break;
        }
    }

    private void UnifyObjects(Term.Object left, Term.Object right)
    {
        foreach (var (key, value) in left.Entries)
        {
            var text = key.ToString();
            foreach (var match in right.Entries.Where(entry => entry.Key.ToString() == text).Take(1))
            {
                Unify(value, match.Value);
            }
        }
    }

    private void UnifyVar(string name, Term other)
    {
        switch (other)
        {
            case Term.Var variable when IsBound(variable.Name):
                Mark(name);
                break;
            case Term.Var variable when IsBound(name):
                Mark(variable.Name);
                break;
            case Term.Var variable:
                Wait(name, variable.Name);
                Wait(variable.Name, name);
                break;
            case Term.Array or Term.Object when IsBound(name):
                MarkPattern(other);
                break;
            case Term.Ref or Term.Call when !IsSafe(other, _isSafe):
                break;
            case Term.Array or Term.Object or Term.Set:
                var missing = Missing(other);
                Array.ForEach(missing, inner => Wait(name, inner));
                if (missing.Length == 0)
                {
                    Mark(name);
                }

                break;
            default:
                Mark(name);
                break;
        }
    }

    // What a value is made of: the members of a pattern, and of sets and keys what no other expression binds.
    private string[] Missing(Term pattern)
    {
        var needed = Vars.Of(pattern, VarScope.Safety);
        needed.IntersectWith(_own);
        if (pattern is not Term.Set)
        {
            Vars.Add(needed, pattern, VarScope.Pattern);
        }

        return [.. needed.Where(inner => !IsBound(inner))];
    }

    private void MarkPattern(Term term)
    {
        if (term is not (Term.Array or Term.Object or Term.Var))
        {
            return;
        }

        foreach (var name in Vars.Of(term, VarScope.Pattern))
        {
            Mark(name);
        }
    }

    private void Wait(string name, string on)
    {
        if (!_waiting.TryGetValue(name, out var others))
        {
            _waiting[name] = others = Vars.New();
        }

        others.Add(on);
    }

    private void Mark(string name)
    {
        var open = new Stack<string>([name]);
        while (open.TryPop(out var next))
        {
            _bound.Add(next);
            if (_waiting.Remove(next, out var others))
            {
                foreach (var other in others)
                {
                    open.Push(other);
                }
            }

            foreach (var (waiting, on) in _waiting)
            {
                if (on.Remove(next) && on.Count == 0)
                {
                    open.Push(waiting);
                }
            }
        }
    }
}
