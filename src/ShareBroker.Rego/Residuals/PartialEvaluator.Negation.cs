using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>What must not be so, and bodies inside of bodies.</summary>
internal sealed partial class PartialEvaluator
{
    private const int NegatedProductMax = 16;

    // Operands bind nothing outside.
    private void Logic(Expr expr, Statement.Logic logic, Branch branch, List<Branch> sink)
    {
        if (logic.Kind == LogicKind.Not)
        {
            Negated(expr, branch, sink, aside => Operand(logic.Operands[0], aside));
            return;
        }

        if (logic.Kind == LogicKind.Or)
        {
            sink.AddRange(logic.Operands.SelectMany(operand => Operand(operand, branch)));
            return;
        }

        List<Branch> all = [branch];
        foreach (var operand in logic.Operands)
        {
            all = [.. all.SelectMany(one => Operand(operand, one))];
        }

        sink.AddRange(all);
    }

    private List<Branch> Operand(Operand operand, Branch branch) =>
        [.. Deeper(() => Solve(operand.Body, [], branch)).Select(end => end.Leave(branch))];

    // What is not so: none of the ways in which the inner expression may hold does.
    private void Negated(Expr expr, Branch branch, List<Branch> sink, Func<Branch, List<Branch>> ask)
    {
        var (bodies, mark) = Ways(branch, ask);
        if (bodies.Exists(static body => body.Count == 0))
        {
            return;
        }

        if (!CanTurnRound(bodies, mark))
        {
            sink.Add(Keep(branch, new Expr(expr.Location, new Statement.Claim(AnyOf(bodies, mark, "not"))) { Negated = true }));
            return;
        }

        List<Branch> products = [branch];
        foreach (var body in bodies)
        {
            products = [.. products.SelectMany(product => body.Select(part => Keep(product, part with { Negated = !part.Negated })))];
        }

        sink.AddRange(products);
    }

    // What must hold beside the branch, simplified, one body for each way in which it may.
    private (List<IReadOnlyList<Expr>> Bodies, int Mark) Ways(Branch branch, Func<Branch, List<Branch>> ask)
    {
        var mark = _fresh.Count;
        var bodies = new List<IReadOnlyList<Expr>>();
        foreach (var residue in ask(branch.Aside()).Select(static way => way.Residue()))
        {
            if (Simplified(residue, OuterVars(residue, mark)) is { } body)
            {
                bodies.Add(body);
            }
        }

        return (bodies, mark);
    }

    // A rule that holds when one of the bodies does.
    private Term AnyOf(List<IReadOnlyList<Expr>> bodies, int mark, string name)
    {
        var arguments = OuterVars(bodies.SelectMany(static body => body), mark).Order(StringComparer.Ordinal)
            .Select(static outer => new Term.Var(Location.None, outer)).ToArray();
        var asked = _supports.AddAny(bodies, arguments, name);
        _types.Learn(PathOf(asked));
        return asked;
    }

    // A condition that binds nothing; null when it cannot hold.
    private Branch? Condition(Branch branch, Location location, Func<Branch, List<Branch>> ask)
    {
        var (bodies, mark) = Ways(branch, ask);
        return bodies switch
        {
            [] => null,
            _ when bodies.Exists(static body => body.Count == 0) => branch,
            [var only] => only.Aggregate(branch, Keep),
            _ => Keep(branch, new Expr(location, new Statement.Claim(AnyOf(bodies, mark, "any")))),
        };
    }

    private static IEnumerable<RegoValue> PathOf(Term asked) =>
        ((Term.Ref)(asked is Term.Call call ? call.Function : asked)).Operands.Select(static operand => Ground.Of(operand)!);

    private HashSet<string> OuterVars(IEnumerable<Expr> exprs, int mark)
    {
        var found = Vars.New();
        foreach (var expr in exprs)
        {
            Vars.Add(found, expr, VarScope.SkipFunctionNames);
        }

        found.RemoveWhere(name => !_fresh.IsOlder(name, mark));
        return found;
    }

    // `not f(input.x)` also fails when input.x is undefined, so only what reads at its outside can be negated by itself.
    private bool CanTurnRound(List<IReadOnlyList<Expr>> bodies, int mark)
    {
        var size = 1;
        foreach (var body in bodies)
        {
            size = body.Count > NegatedProductMax ? int.MaxValue : Math.Min(size, NegatedProductMax + 1) * body.Count;
            if (size > NegatedProductMax || !body.All(expr => CanTurnRound(expr, mark)))
            {
                return false;
            }
        }

        return true;
    }

    private bool CanTurnRound(Expr expr, int mark)
    {
        if (expr.Term is not { } term || expr.Withs.Count > 0)
        {
            return false;
        }

        var sides = term is Term.Call call ? call.Arguments : [term];
        var parts = Equation.Is(expr) || term is not Term.Call
            ? sides.SelectMany(static side => side is Term.Ref reference ? reference.Operands : [side])
            : sides;
        return parts.All(static part => part is not Term.Call && !Equation.NeedsEvaluation(part))
            && Vars.Of(term, VarScope.SkipFunctionNames).All(name => Vars.Reserved.Contains(name) || _fresh.IsOlder(name, mark));
    }
}
