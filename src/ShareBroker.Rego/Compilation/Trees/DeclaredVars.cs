using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>The variables that a body declares with <c>:=</c> or <c>some</c>, its <c>every</c> bodies included, comprehensions
/// not.</summary>
internal static class DeclaredVars
{
    public static HashSet<string> Of(Body body)
    {
        var found = Vars.New();
        foreach (var expr in body.Exprs)
        {
            Add(found, expr);
        }

        return found;
    }

    public static HashSet<string> Of(Expr expr)
    {
        var found = Vars.New();
        Add(found, expr);
        return found;
    }

    private static void Add(HashSet<string> found, Expr expr)
    {
        switch (expr.Statement)
        {
            case Statement.Claim when Equation.IsAssignment(expr):
                Vars.Add(found, expr.Call!.Arguments[0], VarScope.All);
                break;
            case Statement.Some { Symbols: [Term.Call call] }:
                Vars.AddAll(found, call.Arguments.SkipLast(1), VarScope.All);
                break;
            case Statement.Some some:
                Vars.AddAll(found, some.Symbols, VarScope.All);
                break;
            case Statement.Every every:
                found.UnionWith(Of(every.Body));
                break;
        }
    }
}
