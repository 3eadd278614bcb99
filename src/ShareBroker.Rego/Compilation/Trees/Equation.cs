using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>Makes and recognises <c>eq(a, b)</c>, <c>assign(a, b)</c> and plain calls.</summary>
internal static class Equation
{
    public static Expr Of(Location location, Term left, Term right) =>
        new(location, new Statement.Claim(CallOf("eq", location, left, right))) { Generated = true };

    public static Term.Call CallOf(string function, Location location, params Term[] arguments) =>
        new(location, new Term.Var(location, function), arguments);

    public static bool Is(Expr expr) => Is(expr.Call);

    public static bool Is(Term.Call? call) => call is { Function: Term.Var { Name: "eq" }, Arguments.Count: 2 };

    public static bool IsAssignment(Expr expr) => expr.Call is { Function: Term.Var { Name: "assign" }, Arguments.Count: 2 };

    public static Expr With(Expr expr, Term term) =>
        ReferenceEquals(expr.Term, term) ? expr : expr with { Statement = new Statement.Claim(term) };

    /// <summary>Whether evaluating the term reads documents or runs a body.</summary>
    public static bool NeedsEvaluation(Term? term)
    {
        var needs = false;
        TreeWalk.Terms(term, inner => needs |= inner is Term.Ref || TreeWalk.BodyOf(inner) is not null);
        return needs;
    }

    public static bool IsScalarOrVar(Term term) => term is Term.Constant or Term.Var;
}
