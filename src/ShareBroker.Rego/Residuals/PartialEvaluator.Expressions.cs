using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Expressions that may depend on the unknown.</summary>
internal sealed partial class PartialEvaluator
{
    private void Touched(Expr expr, Branch branch, List<Branch> sink)
    {
        switch (expr)
        {
            case { Withs.Count: > 0 }:
                sink.Add(KeepWhole(branch, expr));
                break;
            case { Negated: true }:
                Negated(expr, branch, sink, aside => Touched(expr with { Negated = false }, [aside], bindsNothing: false));
                break;
            case { Statement: Statement.Logic logic }:
                Logic(expr, logic, branch, sink);
                break;
            case { Call: { } call } when Equation.Is(call):
                Equal(call.Arguments[0], call.Arguments[1], branch, sink);
                break;
            case { Call: { Name: "internal.print" } }:
                sink.Add(branch);
                break;
            case { Call: { Name: "internal.member_2" or "internal.member_3" } member }
                when !member.Arguments.SkipLast(1).All(argument => branch.ValueOf(argument) is not null):
                sink.Add(KeepWhole(branch, expr));
                break;
            case { Statement: Statement.Every every } when Unrolled(every, branch, sink):
                break;
            case { Call: { } call } when !IsRule(call) && Arguments(call, branch) is { } arguments:
                Claim(call with { Arguments = arguments }, branch, sink);
                break;
            case { Term: { } term }:
                foreach (var (next, value) in Solutions(term, branch, Demand.Truth))
                {
                    Holds(value, next, sink);
                }

                break;
            default:
                sink.Add(KeepWhole(branch, expr));
                break;
        }
    }

    private void Claim(Term.Call call, Branch branch, List<Branch> sink)
    {
        if (IsCertain(call) || Partly(call, branch) is not null)
        {
            foreach (var (next, value) in IsCertain(call) ? Known(call, branch) : Partly(call, branch)!)
            {
                Holds(value, next, sink);
            }
        }
        else if (!Counted(call, branch, sink))
        {
            sink.Add(Keep(branch, new Expr(call.Location, new Statement.Claim(call))));
        }
    }

    private void Holds(Term value, Branch branch, List<Branch> sink)
    {
        value = branch.Resolve(value);
        if (value is Term.Var)
        {
            sink.Add(Keep(branch, new Expr(value.Location, new Statement.Claim(value))));
        }
        else if (Ground.Of(value) is not RegoBoolean { Value: false })
        {
            sink.Add(branch);
        }
    }

    private void Equal(Term left, Term right, Branch branch, List<Branch> sink)
    {
        if (!IsEvaluated(left) && !IsEvaluated(right))
        {
            if (branch.ValueOf(left) is not { } known || branch.ValueOf(right) is not { } other || !Emptied(known, other, branch, sink))
            {
                Add(sink, Unify(left, right, branch));
            }

            return;
        }

        // The side that is evaluated first may be asked for the one value that the other side can use.
        var (first, second) = IsEvaluated(left) ? (left, right) : (right, left);
        var wanted = !IsEvaluated(second) && branch.ValueOf(second) is Term.Constant constant
            ? new Demand(false, constant.Value)
            : Demand.Anything;
        foreach (var (next, value) in Solutions(first, branch, wanted))
        {
            if (!IsEvaluated(second))
            {
                if (next.ValueOf(second) is { } known && Emptied(next.Resolve(value), known, next, sink))
                {
                    continue;
                }

                Add(sink, Match(second, next.Resolve(value), next));
                continue;
            }

            foreach (var (last, other) in Solutions(second, next, Demand.Anything))
            {
                Add(sink, Same(value, other, last));
            }
        }
    }

    private static void Add(List<Branch> sink, Branch? branch)
    {
        if (branch is not null)
        {
            sink.Add(branch);
        }
    }

    private static bool IsEvaluated(Term term) =>
        term is Term.Ref or Term.Call or Term.Var { Name: "input" or "data" } or Term.Template || TreeWalk.BodyOf(term) is not null;

    // Each value that a term may have; its branch says what must hold for that.
    private List<Solution> Solutions(Term term, Branch branch, Demand demand)
    {
        switch (term)
        {
            case Term.Var { Name: "input" or "data" }:
                return Solutions(new Term.Ref(term.Location, term, []), branch, demand);
            case Term.Ref reference:
                return Reference(reference, branch, demand);
            case Term.Call call when IsRule(call):
                return Function(call, branch, demand);
            case Term.Call call when Arguments(call, branch) is { } arguments:
                return Builtin(call with { Arguments = arguments }, branch);
            case var _ when branch.ValueOf(term) is { } value:
                return [new Solution(branch, value)];
            case var _ when TreeWalk.BodyOf(term) is not null:
                return [Closed(term, branch)];
            default:
                return [Whole(term, branch)];
        }
    }

    private static bool IsRule(Term.Call call) => call.Function is Term.Ref { Head: Term.Var { Name: "data" } };

    private static Term[]? Arguments(Term.Call call, Branch branch)
    {
        var arguments = call.Arguments.Select(argument => branch.ValueOf(argument)!).ToArray();
        return Array.TrueForAll(arguments, static argument => argument is not null) ? arguments : null;
    }

    private bool IsCertain(Term.Call call) => call.Arguments.All(static argument => argument is Term.Constant) && !_reach.Touches(call);

    private List<Solution> Builtin(Term.Call call, Branch branch)
    {
        if (IsCertain(call))
        {
            return Known(call, branch);
        }

        if (Partly(call, branch) is { } told)
        {
            return told;
        }

        var isRelation = BuiltinRegistry.All.TryGetValue(call.Name, out var builtin) && builtin.Relation is not null;
        var (next, variable) = Define(call, branch);
        if (call is { Name: "count", Arguments: [Term.Var { Name: var counted }] } && branch.Facts.Closures.TryGetValue(counted,
            out var whole))
        {
            return [new Solution(next with { Facts = next.Facts.Count(((Term.Var)variable).Name, whole) }, variable)];
        }

        return [new Solution(isRelation ? next.Open((Term.Var)variable) : next, variable)];
    }

    // All that it reads is known: its values.
    private List<Solution> Known(Term term, Branch branch)
    {
        const string Output = "?value";
        var found = new List<Branch>();
        var claim = Equation.Of(term.Location, new Term.Var(term.Location, Output), term);
        Known(Stage.Of([claim], touches: false), [branch], found);
        return [.. found.Select(next => new Solution(next, next.Find(Output)!))];
    }

    // A variable that stands for a term which only the unknown can tell.
    private Solution Define(Term term, Branch branch)
    {
        var variable = _fresh.Next();
        return new Solution(Keep(branch, Equation.Of(term.Location, variable, term)), variable);
    }

    // A term that is kept as it is.
    private Solution Whole(Term term, Branch branch)
    {
        var variable = _fresh.Next();
        return new Solution(KeepWhole(branch, Equation.Of(term.Location, variable, term)), variable);
    }

    // Keeps an expression as it was written, with what is known put in. What it would bind stays open.
    private Branch KeepWhole(Branch branch, Expr expr)
    {
        var terms = new Dictionary<string, Term>(StringComparer.Ordinal);
        if (!expr.Negated)
        {
            foreach (var name in Vars.Of(expr, VarScope.Safety))
            {
                if (!Vars.Reserved.Contains(name) && !_fresh.IsOne(name) && branch.Find(name) is null)
                {
                    var open = _fresh.Next();
                    branch = branch.Bind(name, open).Open(open);
                }
            }
        }

        var heads = Vars.New();
        TreeWalk.Terms(expr, term => term is Term.Ref { Head: Term.Var head } && heads.Add(head.Name) && false);
        foreach (var name in Vars.Of(expr, VarScope.SkipFunctionNames))
        {
            if (Vars.Reserved.Contains(name) || _fresh.IsOne(name))
            {
                continue;
            }

            var value = branch.Find(name);
            if (value is null)
            {
                // A variable of a closure: its own name might mean something else where the expression ends up.
                value = _fresh.Next();
            }
            else if (heads.Contains(name) && Ground.IsScalar(value))
            {
                (branch, value) = Define(value, branch);
            }

            terms[name] = value;
        }

        var kept = SaidByRules(new Substitution(terms).Rewrite(expr));
        return !ResidueTypes.HasClosure(kept) || _types.Fits(kept) ? Keep(branch, kept) : KeepUntyped(branch, expr, terms);
    }

    // A constant would be a fault of type inside of a closure, where it only makes something untrue: it comes from a function that may give
    // anything.
    private Branch KeepUntyped(Branch branch, Expr expr, Dictionary<string, Term> terms)
    {
        foreach (var (name, value) in terms.Where(static pair => pair.Value is Term.Constant).ToArray())
        {
            var anything = new Term.Call(
                Location.None,
                new Term.Ref(Location.None, new Term.Var(Location.None, "object"), [RefResolver.Constant(Location.None, "get")]),
                [Ground.Known(RegoObject.Empty), Ground.Known(RegoNull.Value), value]);
            (branch, terms[name]) = Define(anything, branch);
        }

        return Keep(branch, SaidByRules(new Substitution(terms).Rewrite(expr)));
    }
}
