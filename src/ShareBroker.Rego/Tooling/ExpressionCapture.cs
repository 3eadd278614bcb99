using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tracing;

namespace ShareBroker.Rego.Tooling;

/// <summary>
/// Gives the value of each expression of a query a variable, as the language's reference implementation does: terms and calls that are not
/// negated. In a query that is more than one expression, or that enumerates, a false one still ends the solution.
/// </summary>
internal sealed class ExpressionCapture(FunctionTable functions)
{
    private readonly Dictionary<Location, string> _captures = [];

    /// <summary>The variable that holds the value of the expression that begins there.</summary>
    public IReadOnlyDictionary<Location, string> Captures => _captures;

    public Body Rewrite(Body query)
    {
        var isChecked = query.Exprs.Count > 1 || Enumerates(query);
        var exprs = new List<Expr>();
        var checks = new List<Expr>();
        foreach (var expr in query.Exprs)
        {
            if (expr.Negated || Captured(expr) is not { } captured)
            {
                exprs.Add(expr);
                continue;
            }

            exprs.Add(captured.Expr);
            if (isChecked)
            {
                checks.Add(new Expr(expr.Location, new Statement.Claim(captured.Variable)) { Generated = true });
            }
        }

        return new Body([.. exprs, .. checks]);
    }

    private (Expr Expr, Term.Var Variable)? Captured(Expr expr)
    {
        if (expr.Term is not { } term || Equation.Is(expr) || Equation.IsAssignment(expr))
        {
            return null;
        }

        var variable = new Term.Var(expr.Location, $"{TraceWriter.Capture}{_captures.Count}__");
        Term.Call? claim = term is not Term.Call call
            ? Equation.CallOf("eq", expr.Location, term, variable)
            : GivesValue(call) ? call with { Arguments = [.. call.Arguments, variable] } : null;
        if (claim is null || !_captures.TryAdd(expr.Location, variable.Name))
        {
            return null;
        }

        return (Equation.With(expr, claim), variable);
    }

    private bool GivesValue(Term.Call call) =>
        functions.Builtin(call.Function) is not { IsVariadic: true }
        && call.Name is not ("print" or "internal.print")
        && functions.Arity(call.Function) == call.Arguments.Count;

    private bool Enumerates(Body query)
    {
        var found = false;
        TreeWalk.Terms(query, term =>
        {
            if (TreeWalk.BodyOf(term) is not null)
            {
                return true;
            }

            found |= term is Term.Ref reference && reference.Operands.Any(static operand => operand is Term.Var)
                || (term is Term.Call call && functions.Builtin(call.Function) is { IsRelation: true });
            return found;
        });
        return found;
    }
}
