using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>Which variables expressions bind, given those that are bound before them.</summary>
internal static class OutputVars
{
    public static HashSet<string> Of(Expr expr, IReadOnlySet<string> safe)
    {
        if (expr.Negated || !expr.Withs.All(with => WithIsSafe(with, safe)))
        {
            return Vars.New();
        }

        return expr.Statement switch
        {
            Statement.Claim when Equation.Is(expr) => OfEquation(expr, safe),
            Statement.Claim claim => OfTerm(claim.Term, safe),
            Statement.Every every => OfTerm(every.Domain, safe),
            _ => Vars.New(),
        };
    }

    /// <summary>What a body binds beyond what was bound before it, evaluated in the order given.</summary>
    public static HashSet<string> Of(IEnumerable<Expr> exprs, IReadOnlySet<string> safe)
    {
        var known = new HashSet<string>(safe, StringComparer.Ordinal);
        foreach (var expr in exprs)
        {
            known.UnionWith(Of(expr, known));
        }

        known.ExceptWith(safe);
        return known;
    }

    public static HashSet<string> OfEquation(Expr expr, IReadOnlySet<string> safe)
    {
        var call = expr.Call!;
        var output = OfTerm(call, safe);
        output.UnionWith(safe);
        output.UnionWith(Unification.Bind(output, call.Arguments[0], call.Arguments[1]));
        output.ExceptWith(safe);
        return output;
    }

    private static bool WithIsSafe(With with, IReadOnlySet<string> safe)
    {
        var needed = Vars.New();
        Vars.Add(needed, with, VarScope.Safety);
        return safe.IsSupersetOf(needed);
    }

    // References whose head is bound enumerate their unbound operands.
    private static HashSet<string> OfTerm(Term term, IReadOnlySet<string> safe)
    {
        var output = Vars.New();
        TreeWalk.Terms(term, inner =>
        {
            if (inner is not Term.Ref reference)
            {
                return TreeWalk.BodyOf(inner) is not null || inner is Term.Template;
            }

            if (!Unification.IsSafe(reference, safe))
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
