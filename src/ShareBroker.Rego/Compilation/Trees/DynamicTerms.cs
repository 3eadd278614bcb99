using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>
/// Binds references and comprehensions inside of terms to variables before the expression: <c>f(data.x)</c> becomes <c>y = data.x;
/// f(y)</c>.
/// This also takes them out of negated expressions: an undefined argument fails the body, it does not satisfy the <c>not</c>.
/// </summary>
internal sealed class DynamicTerms(LocalNames names)
{
    public Rule Rewrite(Rule rule) => rule with { Body = Rewrite(rule.Body), Else = rule.Else is null ? null : Rewrite(rule.Else) };

    public Body Rewrite(Body body)
    {
        var result = new List<Expr>(body.Exprs.Count);
        foreach (var expr in body.Exprs)
        {
            result.Add(Rewrite(expr, result));
        }

        return new Body(result);
    }

    private Expr Rewrite(Expr expr, List<Expr> result)
    {
        switch (expr.Statement)
        {
            case Statement.Every every:
                return expr with { Statement = every with { Domain = Bind(expr, every.Domain, result), Body = Rewrite(every.Body) } };
            case Statement.Logic logic:
                var operands = logic.Operands.Select(operand => operand with { Body = Rewrite(operand.Body) });
                return expr with { Statement = logic with { Operands = [.. operands] } };
            case Statement.Claim { Term: Term.Call call } when Equation.Is(call):
                var left = Side(expr, call.Arguments[0], result);
                var right = Side(expr, call.Arguments[1], result);
                return ReferenceEquals(left, call.Arguments[0]) && ReferenceEquals(right, call.Arguments[1])
                    ? expr
                    : Equation.With(expr, call with { Arguments = [left, right] });
            case Statement.Claim { Term: Term.Call call }:
                return Equation.With(expr, Arguments(expr, call, result));
            case Statement.Claim claim:
                return Equation.With(expr, Side(expr, claim.Term, result));
            default:
                return expr;
        }
    }

    private Term.Call Arguments(Expr expr, Term.Call call, List<Expr> result) =>
        call.Arguments.All(Equation.IsScalarOrVar)
            ? call
            : call with { Arguments = [.. call.Arguments.Select(argument => Bind(expr, argument, result))] };

    // References and comprehensions may stand as a whole side; only what is inside of them moves.
    private Term Side(Expr expr, Term term, List<Expr> result) => term switch
    {
        Term.Ref reference => Operands(expr, reference, result),
        Term.Call call => Arguments(expr, call, result),
        _ when TreeWalk.BodyOf(term) is not null => InnerBody(term),
        _ => Bind(expr, term, result),
    };

    private Term.Ref Operands(Expr expr, Term.Ref reference, List<Expr> result) => reference.Operands.All(Equation.IsScalarOrVar)
        ? reference
        : reference with { Operands = [.. reference.Operands.Select(operand => Bind(expr, operand, result))] };

    private Term InnerBody(Term term) => term switch
    {
        Term.ArrayComprehension c => c with { Body = Rewrite(c.Body) },
        Term.SetComprehension c => c with { Body = Rewrite(c.Body) },
        Term.ObjectComprehension c => c with { Body = Rewrite(c.Body) },
        _ => term,
    };

    private Term Bind(Expr expr, Term term, List<Expr> result)
    {
        switch (term)
        {
            case Term.Ref reference:
                return Variable(expr, Operands(expr, reference, result), result);
            case Term.Array array:
                return array with { Items = [.. array.Items.Select(item => Bind(expr, item, result))] };
            case Term.Set set:
                return set with { Items = [.. set.Items.Select(item => Bind(expr, item, result))] };
            case Term.Object entries:
                // In the order in which they are put into it, which that of the names of variables keeps.
                return entries with
                {
                    Entries =
                    [
                        .. EntryOrder.Of(entries)
                            .Select(entry => new ObjectEntry(Bind(expr, entry.Key, result), Bind(expr, entry.Value, result))),
                    ],
                };
            case var _ when TreeWalk.BodyOf(term) is not null:
                return Variable(expr, InnerBody(term), result);
            default:
                return term;
        }
    }

    private Term.Var Variable(Expr expr, Term term, List<Expr> result)
    {
        var variable = names.NextVar(term.Location);
        result.Add(Equation.Of(term.Location, variable, term) with { Withs = expr.Withs });
        return variable;
    }
}
