using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>Which variables an equation binds, given those that are bound already.</summary>
internal sealed class Unification
{
    private readonly Func<string, bool> _isSafe;
    private readonly HashSet<string> _bound = Vars.New();

    // A variable that is bound as soon as all of the others are.
    private readonly Dictionary<string, HashSet<string>> _waiting = new(StringComparer.Ordinal);

    private Unification(Func<string, bool> isSafe) => _isSafe = isSafe;

    public static HashSet<string> Bind(Func<string, bool> isSafe, Term left, Term right)
    {
        var unification = new Unification(isSafe);
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
            case Term.Array or Term.Object:
                var missing = Vars.Of(other, VarScope.Pattern).Where(inner => !IsBound(inner)).ToArray();
                Array.ForEach(missing, inner => Wait(name, inner));
                if (missing.Length == 0)
                {
                    Mark(name);
                }

                break;
            case Term.Ref or Term.Call when !IsSafe(other, _isSafe):
                break;
            default:
                Mark(name);
                break;
        }
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
