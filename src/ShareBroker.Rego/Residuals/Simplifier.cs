using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Residuals;

/// <summary>
/// Makes a residue readable without changing what it means: variables that only pass a value or a reference on disappear. A reference goes
/// into the place of its variable only when the body still asks somewhere, outside of <c>not</c> and closures, whether it is defined.
/// </summary>
/// <param name="live">Variables that mean something outside of the residue.</param>
/// <param name="types">Tells what can never hold.</param>
/// <param name="isSure">Tells which terms are always defined.</param>
/// <param name="residue">The expressions, calls and references not nested.</param>
internal sealed class Simplifier(IReadOnlySet<string> live, ResidueTypes types, Func<Term, bool> isSure, IEnumerable<Expr> residue)
{
    // What is not so comes last: types are learnt from what must be so.
    private readonly List<Expr> _exprs = [.. residue.OrderBy(static expr => expr.Negated)];

    /// <summary>The simpler body; empty when it always holds, null when it never does.</summary>
    public IReadOnlyList<Expr>? Run()
    {
        if (!Equalities() || !types.Prune(_exprs))
        {
            return null;
        }

        Unread();
        References();
        Calls();
        return [.. _exprs.DistinctBy(ResidualText.Of)];
    }

    // Variables that equal a value or another variable.
    private bool Equalities()
    {
        for (var i = 0; i < _exprs.Count; i++)
        {
            if (!IsPlainEquation(_exprs[i], out var left, out var right))
            {
                continue;
            }

            if (Ground.KindOf(left) is { } kind && Ground.KindOf(right) is { } other && Parts(left, right, kind == other) is var parts)
            {
                if (parts is null)
                {
                    return false;
                }

                if (parts is not [var (only, _)] || !ReferenceEquals(only, left))
                {
                    _exprs.RemoveAt(i);
                    _exprs.InsertRange(i--, parts.Select(static pair => Equation.Of(pair.Left.Location, pair.Left, pair.Right)));
                }

                continue;
            }

            if (Replaceable(left, right) is (var name, var value))
            {
                _exprs.RemoveAt(i);
                Replace(name, value);

                // What was passed over may be a value now.
                i = -1;
            }
        }

        return true;
    }

    // What must be equal for two values of known kinds to be equal; null when they cannot be.
    private static IReadOnlyList<(Term Left, Term Right)>? Parts(Term left, Term right, bool sameKind)
    {
        if (!sameKind)
        {
            return null;
        }

        if (left is Term.Constant known && right is Term.Constant other)
        {
            return known.Value.Equals(other.Value) ? [] : null;
        }

        if (Ground.Items(left) is { } items && Ground.Items(right) is { } otherItems)
        {
            return items.Count == otherItems.Count ? [.. items.Zip(otherItems)] : null;
        }

        if (left is Term.Set || right is Term.Set || Ground.Entries(left) is not { } entries || Ground.Entries(right) is not { } others)
        {
            return [(left, right)];
        }

        var byKey = others.ToDictionary(static entry => Ground.Of(entry.Key)!, static entry => entry.Value);
        return entries.Count == byKey.Count && entries.All(entry => byKey.ContainsKey(Ground.Of(entry.Key)!))
            ? [.. entries.Select(entry => (entry.Value, byKey[Ground.Of(entry.Key)!]))]
            : null;
    }

    private (string Name, Term Value)? Replaceable(Term left, Term right)
    {
        if (left is Term.Var first && right is Term.Constant or Term.Var && CanReplace(first, right))
        {
            return (first.Name, right);
        }

        return right is Term.Var second && left is Term.Constant or Term.Var && CanReplace(second, left) ? (second.Name, left) : null;
    }

    // A text or number cannot stand before an operand.
    private bool CanReplace(Term.Var variable, Term value) =>
        !live.Contains(variable.Name) && !(Ground.IsScalar(value) && _exprs.Exists(expr => IsHead(expr, variable.Name)));

    private static bool IsHead(Expr expr, string name)
    {
        var found = false;
        TreeWalk.Terms(expr, term => (found |= term is Term.Ref { Head: Term.Var head } && head.Name == name) && found);
        return found;
    }

    // What only says that something is there which always is.
    private void Unread()
    {
        for (var i = _exprs.Count - 1; i >= 0; i--)
        {
            if (IsPlainEquation(_exprs[i], out var left, out var right)
                && (left as Term.Var ?? right as Term.Var) is { } variable
                && !live.Contains(variable.Name)
                && IsSure(ReferenceEquals(variable, left) ? right : left)
                && !_exprs.Where((_, at) => at != i).Any(expr => Vars.Of(expr, VarScope.SkipFunctionNames).Contains(variable.Name)))
            {
                _exprs.RemoveAt(i);
                i = _exprs.Count;
            }
        }
    }

    private bool IsSure(Term term) => isSure(term) || (term is Term.Call { Name: "object.get", Arguments: [Term.Var source, Term.Constant,
            Term.Constant] } && _exprs.Exists(expr => IsPlainEquation(expr, out var left, out var right)
                && left is Term.Var { Name: var name } && name == source.Name && isSure(right)))
        || term is Term.ArrayComprehension or Term.SetComprehension
        || (term is Term.Call { Name: "count", Arguments: [Term.Var counted] } && _exprs.Exists(expr =>
            IsPlainEquation(expr, out var left, out var right) && left is Term.Var { Name: var name } && name == counted.Name
            && right is Term.ArrayComprehension or Term.SetComprehension));

    private void References()
    {
        for (var i = 0; i < _exprs.Count; i++)
        {
            if (!IsPlainEquation(_exprs[i], out var left, out var right))
            {
                continue;
            }

            var (variable, reference) = (left, right) switch
            {
                (Term.Var v, Term.Ref r) => (v, r),
                (Term.Ref r, Term.Var v) => (v, r),
                _ => (null, null),
            };
            if (variable is null || live.Contains(variable.Name))
            {
                continue;
            }

            var others = _exprs.Where((_, at) => at != i).ToArray();
            var uses = others.Where(expr => Vars.Of(expr, VarScope.SkipFunctionNames).Contains(variable.Name)).ToArray();
            if (uses.Length == 0 ? Array.Exists(others, expr => Asks(expr, reference!)) : CanTakeIts(uses, variable.Name))
            {
                _exprs.RemoveAt(i);
                Replace(variable.Name, reference!);
                i = -1;
            }
        }
    }

    // Under `with` the reference would mean something else.
    private static bool CanTakeIts(Expr[] uses, string name) =>
        Array.TrueForAll(uses, static use => !HasWith(use))
        && Array.Exists(
            uses, use => IsAsked(use) && Vars.Of(use, VarScope.SkipClosures | VarScope.SkipFunctionNames).Contains(name));

    // The arguments of a call are evaluated before the call, and outside of its `not`.
    private static bool IsAsked(Expr expr) => !expr.Negated || (expr.Call is not null && !Equation.Is(expr));

    private static bool HasWith(Expr expr)
    {
        var found = expr.Withs.Count > 0;
        TreeWalk.InnerBodies(expr, body => found |= body.Exprs.Any(HasWith));
        return found;
    }

    // Whether the expression fails when the reference is undefined.
    private static bool Asks(Expr expr, Term.Ref reference)
    {
        if (!IsAsked(expr) || expr.Withs.Count > 0)
        {
            return false;
        }

        var found = false;
        var text = ResidualText.Of(reference);
        TreeWalk.Terms(
            expr.Statement is Statement.Every every ? new Expr(expr.Location, new Statement.Claim(every.Domain)) : expr,
            term =>
            {
                found |= term is Term.Ref other && other.Operands.Count >= reference.Operands.Count
                    && ResidualText.Of(other with { Operands = [.. other.Operands.Take(reference.Operands.Count)] }) == text;
                return TreeWalk.BodyOf(term) is not null;
            });
        return found;
    }

    // A call whose value is used once stands there.
    private void Calls()
    {
        for (var i = 0; i < _exprs.Count; i++)
        {
            if (IsPlainEquation(_exprs[i], out var left, out var right) && left is Term.Var variable && right is Term.Call call
                && !live.Contains(variable.Name) && !IsRelation(call) && UseOf(variable.Name, i) is var use and >= 0)
            {
                _exprs[use] = Equation.With(_exprs[use], Put(_exprs[use].Term!, variable.Name, call));
                _exprs.RemoveAt(i);
                i = -1;
            }
        }
    }

    private static bool IsRelation(Term.Call call) =>
        BuiltinRegistry.All.TryGetValue(call.Name, out var builtin) && builtin.Relation is not null;

    // The one expression that uses it, when a call may stand there: by itself, or as an argument of a call.
    private int UseOf(string name, int definition)
    {
        var uses = Enumerable.Range(0, _exprs.Count)
            .Where(at => at != definition && Vars.Of(_exprs[at], VarScope.SkipFunctionNames).Contains(name))
            .ToArray();
        return uses is [var use] && _exprs[use] is { Withs.Count: 0 } expr && IsAsked(expr)
            && (IsIt(expr.Term, name) || expr.Call?.Arguments.Count(argument => IsIt(argument, name)) == 1
                && expr.Call.Arguments.All(argument => IsIt(argument, name) || !Vars.Of(argument).Contains(name)))
            ? use
            : -1;
    }

    private static bool IsIt(Term? term, string name) => term is Term.Var variable && variable.Name == name;

    private static Term Put(Term place, string name, Term.Call value) => place is Term.Call call
        ? call with { Arguments = [.. call.Arguments.Select(argument => IsIt(argument, name) ? value : argument)] }
        : value;

    private static bool IsPlainEquation(Expr expr, out Term left, out Term right)
    {
        var plain = expr is { Negated: false, Withs.Count: 0 } && Equation.Is(expr);
        (left, right) = plain ? (expr.Call!.Arguments[0], expr.Call.Arguments[1]) : (expr.Term!, expr.Term!);
        return plain;
    }

    private void Replace(string name, Term value)
    {
        var substitution = new Substitution(new Dictionary<string, Term>(StringComparer.Ordinal) { [name] = value });
        for (var i = 0; i < _exprs.Count; i++)
        {
            _exprs[i] = substitution.Rewrite(_exprs[i]);
        }
    }
}
