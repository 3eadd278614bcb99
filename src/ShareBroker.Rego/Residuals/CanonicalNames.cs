using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Residuals;

/// <summary>Numbers the variables that stand for the unknown in the order in which they appear, so that equal residues read
/// alike.</summary>
internal static class CanonicalNames
{
    public static IReadOnlyList<Expr> Of(IReadOnlyList<Expr> body, FreshVars fresh)
    {
        var names = new Dictionary<string, Term>(StringComparer.Ordinal);
        foreach (var expr in body)
        {
            TreeWalk.Terms(expr, term => Number(term, names, fresh));
        }

        var substitution = new Substitution(names);
        return [.. body.Select(substitution.Rewrite)];
    }

    public static Rule Of(Rule rule, FreshVars fresh)
    {
        var names = new Dictionary<string, Term>(StringComparer.Ordinal);
        TreeWalk.Terms(rule, term => Number(term, names, fresh));
        return new Substitution(names).Rewrite(rule);
    }

    private static bool Number(Term term, Dictionary<string, Term> names, FreshVars fresh)
    {
        if (term is Term.Var variable && fresh.IsOne(variable.Name))
        {
            names.TryAdd(variable.Name, new Term.Var(Location.None, fresh.Name(names.Count)));
        }

        return false;
    }
}
