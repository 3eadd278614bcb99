using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Comprehensions and <c>every</c> over what may depend on the unknown.</summary>
internal sealed partial class PartialEvaluator
{
    // A comprehension with more members than this is not gone through.
    private const int MembersMax = 256;

    // Its members where all of them are certain; else a variable, of which is remembered what it stands for.
    private Solution Closed(Term term, Branch branch)
    {
        if (Certain(term, branch) is { } known)
        {
            return known;
        }

        var (next, variable) = Whole(term, branch);
        return term is Term.ArrayComprehension or Term.SetComprehension
            ? new Solution(next with { Facts = next.Facts.Close(((Term.Var)variable).Name, new Closure(term, branch)) }, variable)
            : new Solution(next, variable);
    }

    private List<Branch> Members(Term term, Branch branch)
    {
        var body = TreeWalk.BodyOf(term)!;
        var all = Vars.New();
        foreach (var expr in body.Exprs)
        {
            Vars.Add(all, expr, VarScope.SkipFunctionNames);
        }

        Vars.AddAll(all, TreeWalk.HeadsOf(term), VarScope.All);
        return Deeper(() => Solve(body, all, branch));
    }

    private Solution? Certain(Term term, Branch branch)
    {
        var ends = Members(term, branch.Aside());
        if (ends.Count > MembersMax || !ends.TrueForAll(end => end.Residue().TrueForAll(expr => IsSureDefinition(expr, end))))
        {
            return null;
        }

        // Definitions of a function that hold together give one solution, not several.
        var members = new List<Term[]>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = Vars.Of(new Expr(Location.None, new Statement.Claim(term)), VarScope.All).Order(StringComparer.Ordinal).ToArray();
        foreach (var end in ends)
        {
            var heads = TreeWalk.HeadsOf(term).Select(end.ValueOf).ToArray();
            if (!Array.TrueForAll(heads, static head => head is not null) || (heads.Length == 2 && heads[0] is not Term.Constant))
            {
                return null;
            }

            var at = string.Join('\n', names.Select(name => end.Find(name) is { } bound ? TermPrinter.Of(bound) : "?"));
            if (seen.Add(at))
            {
                members.Add(heads!);
            }
        }

        Term? value = term switch
        {
            Term.ArrayComprehension => Ground.Array([.. members.Select(static member => member[0])]),
            Term.SetComprehension => Ground.Set([.. members.Select(static member => member[0])]),
            _ when Distinct(members) => Ground.Object([.. members.Select(static member => new ObjectEntry(member[0], member[1]))]),
            _ => null,
        };
        return value is null ? null : new Solution(ends.Aggregate(branch, Defined), value);
    }

    // What is always defined, so that it says nothing about whether a body holds.
    private bool IsSureDefinition(Expr expr, Branch end) => expr is { Negated: false, Withs.Count: 0 } && Equation.Is(expr)
        && expr.Call!.Arguments is [Term.Var { Name: var name }, var right] && _fresh.IsOne(name)
        && (IsSure(right) || (right is Term.Call { Name: "object.get", Arguments: [var source, Term.Constant, Term.Constant] }
            && ReferenceOf(source, end) is { } reference && IsSure(reference)));

    // The branch with what another one, that began with it, defined.
    private Branch Defined(Branch branch, Branch end)
    {
        foreach (var expr in end.Residue())
        {
            var name = ((Term.Var)expr.Call!.Arguments[0]).Name;
            branch = Keep(branch, expr);
            if (end.Facts.References.TryGetValue(name, out var reference))
            {
                branch = branch with { Facts = branch.Facts.Define(name, reference, TermPrinter.Of(reference)) };
            }
        }

        return branch;
    }

    // Two values for one key are a conflict, which is left to the evaluation.
    private static bool Distinct(List<Term[]> members)
    {
        var found = new Dictionary<RegoValue, Term>();
        return members.TrueForAll(member =>
            found.TryAdd(Ground.Of(member[0])!, member[1]) || AreOne(found[Ground.Of(member[0])!], member[1]));
    }

    // Each member that a comprehension may have, with what must hold for it; null when its position matters or it has too many.
    private List<Solution>? Closures(Term.Var variable, Branch branch, Term operand)
    {
        if (!branch.Facts.Closures.TryGetValue(variable.Name, out var closure)
            || (closure.Term is Term.ArrayComprehension
                && (branch.ValueOf(operand) is not null || operand is not Term.Var { Name: var at } || _read.Contains(at))))
        {
            return null;
        }

        var read = _read;
        var ends = Members(closure.Term, branch.Leave(closure.At));
        _read = read;
        var item = TreeWalk.HeadsOf(closure.Term)[0];
        if (ends.Count > MembersMax)
        {
            return null;
        }

        var members = new List<Solution>(ends.Count);
        foreach (var end in ends)
        {
            if (end.ValueOf(item) is not { } value)
            {
                return null;
            }

            members.Add(new Solution(end.Leave(branch), value));
        }

        return members;
    }

    // Whether a comprehension has members: one of the ways to have one holds, or none does.
    private bool Counted(Term.Call call, Branch branch, List<Branch> sink)
    {
        if (call.Arguments is not [var left, var right] || IsEmpty(call.Name, left, right, branch) is not (var isEmpty, var closure))
        {
            return false;
        }

        List<Branch> Ask(Branch aside) => Members(closure.Term, aside.Leave(closure.At));
        if (isEmpty)
        {
            NoneOf(call.Location, branch, sink, Ask);
        }
        else
        {
            Add(sink, Condition(branch, call.Location, Ask));
        }

        return true;
    }

    // The number of members equals none.
    private bool Emptied(Term left, Term right, Branch branch, List<Branch> sink)
    {
        if (IsEmpty("equal", left, right, branch) is not (_, var closure))
        {
            return false;
        }

        NoneOf(left.Location, branch, sink, aside => Members(closure.Term, aside.Leave(closure.At)));
        return true;
    }

    private static (bool IsEmpty, Closure Closure)? IsEmpty(string name, Term left, Term right, Branch branch)
    {
        if (left is Term.Constant)
        {
            (left, right) = (right, left);
            name = name switch { "gt" => "lt", "lt" => "gt", "gte" => "lte", "lte" => "gte", _ => name };
        }

        if (left is not Term.Var { Name: var variable } || !branch.Facts.Counts.TryGetValue(variable, out var closure)
            || Ground.Of(right) is not RegoNumber number || !number.TryGetInt64(out var limit))
        {
            return null;
        }

        return (name, limit) switch
        {
            ("gt" or "neq", 0) or ("gte", 1) => (false, closure),
            ("equal" or "lte", 0) or ("lt", 1) => (true, closure),
            _ => null,
        };
    }

    // Each member of what is known must have its way.
    private bool Unrolled(Statement.Every every, Branch branch, List<Branch> sink)
    {
        var domains = Solutions(every.Domain, branch, Demand.Anything);
        if (!domains.TrueForAll(static one => one.Value is not Term.Set && Ground.KindOf(one.Value) is RegoKind.Array or RegoKind.Object
            or RegoKind.Set && Members(one.Value) is not null))
        {
            return false;
        }

        foreach (var (next, domain) in domains)
        {
            Branch? held = next;
            foreach (var (key, value) in Members(domain)!)
            {
                var here = held.Bind(((Term.Var)every.Value).Name, value);
                here = every.Key is Term.Var name ? here.Bind(name.Name, key) : here;
                held = Condition(here, every.Value.Location, aside => Deeper(() => Solve(every.Body, [], aside)))?.Leave(next);
                if (held is null)
                {
                    break;
                }
            }

            Add(sink, held);
        }

        return true;
    }

    // The words `and`, `or` and `not { }` need an import, which no query has: inside of a closure a rule says what they say.
    private Expr SaidByRules(Expr expr)
    {
        var found = false;
        TreeWalk.InnerBodies(expr, body => TreeWalk.Exprs(body, inner => found |= inner.Statement is Statement.Logic));
        return found ? new LogicRules(this, expr).Rewrite(expr) : expr;
    }

    private sealed class LogicRules(PartialEvaluator evaluator, Expr whole) : TreeRewriter
    {
        public override Expr Rewrite(Expr expr)
        {
            if (expr.Statement is not Statement.Logic logic)
            {
                return base.Rewrite(expr);
            }

            if (expr.Withs.Count > 0)
            {
                throw new RegoEvaluationException(new RegoError(
                    "eval_partial_error", "and, or and not { } under `with` inside of a comprehension cannot be said in a query",
                    expr.Location));
            }

            var bodies = logic.Operands.Select(operand => (IReadOnlyList<Expr>)[.. operand.Body.Exprs.Select(Rewrite)]).ToList();
            if (logic.Kind == LogicKind.And)
            {
                bodies = [[.. bodies.SelectMany(static body => body)]];
            }

            var outside = Vars.New();
            new Others(logic, outside).Rewrite(whole);
            var arguments = Vars.Of(expr, VarScope.SkipFunctionNames).Intersect(outside, StringComparer.Ordinal)
                .Except(Vars.Reserved).Order(StringComparer.Ordinal).Select(static name => new Term.Var(Location.None, name)).ToArray();
            var call = evaluator._supports.AddAny(bodies, arguments, logic.Kind == LogicKind.Not ? "not" : "any");
            evaluator._types.Learn(PathOf(call));
            return new Expr(expr.Location, new Statement.Claim(call)) { Negated = expr.Negated != (logic.Kind == LogicKind.Not) };
        }
    }

    // Gathers the variables of everything but one statement.
    private sealed class Others(Statement.Logic but, HashSet<string> found) : TreeRewriter
    {
        public override Expr Rewrite(Expr expr) => ReferenceEquals(expr.Statement, but) ? expr : base.Rewrite(expr);

        public override Term Rewrite(Term term)
        {
            if (term is Term.Var variable)
            {
                found.Add(variable.Name);
                return term;
            }

            return RewriteParts(term);
        }
    }
}
