using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>Drops <c>print</c> calls, or makes them <c>internal.print([{a}, {b}])</c> with sets that are empty where an operand is
/// undefined.</summary>
internal sealed class PrintRewriter(LocalNames? names) : TreeRewriter
{
    public override Body Rewrite(Body body)
    {
        if (base.Rewrite(body) is var visited && !visited.Exprs.Any(static expr => IsPrint(expr)))
        {
            return visited;
        }

        var rewritten = new List<Expr>();
        foreach (var inner in visited.Exprs)
        {
            if (!IsPrint(inner))
            {
                rewritten.Add(inner);
            }
            else if (names is not null)
            {
                rewritten.Add(Equation.With(inner, Captured(inner.Call!, names)));
            }
        }

        if (rewritten.Count == 0)
        {
            var place = body.Exprs[0].Location;
            rewritten.Add(new Expr(place, new Statement.Claim(new Term.Constant(place, RegoBoolean.True))));
        }

        return new Body(rewritten);
    }

    private static bool IsPrint(Expr expr) => expr.Call is { Function: Term.Var { Name: "print" } };

    private static Term.Call Captured(Term.Call call, LocalNames names)
    {
        var place = call.Location;
        var function = new Term.Ref(place, new Term.Var(place, "internal"), [RefResolver.Constant(place, "print")]);
        return new Term.Call(place, function, [new Term.Array(place, [.. call.Arguments.Select(term => Capture(term, names))])]);
    }

    /// <summary><c>{x | x = term}</c>.</summary>
    public static Term.SetComprehension Capture(Term term, LocalNames names)
    {
        var variable = names.NextVar(term.Location);
        var binding = Equation.Of(term.Location, variable, term) with { Generated = false };
        return new Term.SetComprehension(term.Location, variable, new Body([binding]));
    }
}
