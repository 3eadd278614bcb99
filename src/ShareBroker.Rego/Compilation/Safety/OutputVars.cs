using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Safety;

/// <summary>
/// Which variables expressions bind, given which are bound before them. What is bound is asked, not copied: bodies may be as long as
/// modules.
/// </summary>
internal static class OutputVars
{
    public static HashSet<string> Of(Expr expr, Func<string, bool> isBound)
    {
        if (expr.Negated || !expr.Withs.All(with => WithIsSafe(with, isBound)))
        {
            return Vars.New();
        }

        return expr.Statement switch
        {
            Statement.Claim when Equation.Is(expr) => OfEquation(expr, isBound),
            Statement.Claim claim => OfTerm(claim.Term, isBound),
            Statement.Every every => OfTerm(every.Domain, isBound),
            _ => Vars.New(),
        };
    }

    public static HashSet<string> OfEquation(Expr expr, Func<string, bool> isBound)
    {
        var call = expr.Call!;
        var output = OfTerm(call, isBound);
        var bound = Unification.Bind(name => output.Contains(name) || isBound(name), call.Arguments[0], call.Arguments[1]);
        output.UnionWith(bound);
        output.RemoveWhere(name => isBound(name));
        return output;
    }

    private static bool WithIsSafe(With with, Func<string, bool> isBound)
    {
        var needed = Vars.New();
        Vars.Add(needed, with, VarScope.Safety);
        return needed.All(isBound);
    }

    // References whose head is bound enumerate their unbound operands.
    private static HashSet<string> OfTerm(Term term, Func<string, bool> isBound)
    {
        var output = Vars.New();
        TreeWalk.Terms(term, inner =>
        {
            if (inner is not Term.Ref reference)
            {
                return TreeWalk.BodyOf(inner) is not null || inner is Term.Template;
            }

            if (!Unification.IsSafe(reference, isBound))
            {
                return true;
            }

            foreach (var operand in reference.Operands)
            {
                Vars.Add(output, operand, VarScope.SkipRefHeads);
            }

            return false;
        });
        return output;
    }
}
