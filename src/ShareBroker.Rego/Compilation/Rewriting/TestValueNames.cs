using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>In test rules that are no tables, gives the references and comprehensions that an equality compares variables of their own,
/// so that their values
/// can be shown when it fails. Negated expressions stay: an undefined operand satisfies them.</summary>
internal sealed class TestValueNames(LocalNames names)
{
    private const string Prefix = "test_";

    public Rule Rewrite(Rule rule) =>
        rule.Head.Path.Skip(1).All(static part => part is Term.Constant)
            && rule.Head.Path.Skip(1).Any(static part => TermPrinter.Plain(part).StartsWith(Prefix, StringComparison.Ordinal))
            ? rule with { Body = Rewrite(rule.Body) }
            : rule;

    private Body Rewrite(Body body)
    {
        var exprs = new List<Expr>();
        foreach (var expr in body.Exprs)
        {
            switch (expr)
            {
                case { Negated: false, Generated: false, Statement: Statement.Every every }:
                    exprs.Add(expr with { Statement = every with { Body = Rewrite(every.Body) } });
                    break;
                case { Negated: false, Generated: false, Call: { Arguments: [var left, var right] } call } when Equation.Is(expr):
                    exprs.Add(Equation.With(expr, call with { Arguments = [Named(left, expr, exprs), Named(right, expr, exprs)] }));
                    break;
                default:
                    exprs.Add(expr);
                    break;
            }
        }

        return new Body(exprs);
    }

    private Term Named(Term term, Expr expr, List<Expr> before)
    {
        if (term is not Term.Ref && TreeWalk.BodyOf(term) is null)
        {
            return term;
        }

        var variable = names.NextVar(term.Location);
        before.Add(Equation.Of(term.Location, variable, term) with { Withs = expr.Withs });
        return variable;
    }
}
