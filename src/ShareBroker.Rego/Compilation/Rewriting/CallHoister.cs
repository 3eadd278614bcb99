using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>
/// Takes calls out of terms: <c>f(g(x))</c> becomes <c>y = g(x); f(y)</c>, also out of negated expressions. What follows a reference's
/// composite head, as in <c>[1, 2][i]</c>, gets a variable likewise. A call's surplus argument, <c>f(x, y)</c> for a function of one,
/// becomes the left side of an equation.
/// </summary>
internal sealed class CallHoister(LocalNames names, Func<Term, int> arity)
{
    public Rule Rewrite(Rule rule)
    {
        var support = new List<Expr>();
        var head = rule.Head with
        {
            Arguments = rule.Head.Arguments is null ? null : Expand(rule.Head.Arguments, support),
            Key = rule.Head.Key is null ? null : Expand(rule.Head.Key, support),
            Value = rule.Head.Value is null ? null : Expand(rule.Head.Value, support),
        };
        var body = Rewrite(new Body([.. rule.Body.Exprs, .. support]));
        return rule with { Head = head, Body = body, Else = rule.Else is null ? null : Rewrite(rule.Else) };
    }

    public Body Rewrite(Body body)
    {
        var result = new List<Expr>();
        foreach (var expr in body.Exprs)
        {
            Rewrite(expr, result);
        }

        return new Body(result);
    }

    private void Rewrite(Expr expr, List<Expr> result)
    {
        if (expr.Withs.Count > 0)
        {
            expr = expr with { Withs = [.. expr.Withs.Select(with => with with { Value = Expand(with.Value, result) })] };
        }

        switch (expr.Statement)
        {
            case Statement.Every every:
                result.AddRange(Every(expr, every));
                break;
            case Statement.Logic logic:
                result.Add(expr with
                {
                    Statement = logic with
                    {
                        Operands = [.. logic.Operands.Select(operand => operand with { Body = Rewrite(operand.Body) })],
                    },
                });
                break;
            case Statement.Claim { Term: Term.Call call }:
                var support = new List<Expr>();
                var claim = Equation.Is(call) && !expr.Negated ? Equate(call, support) : Output(Arguments(call, support));
                AddSupport(expr, support, result);
                result.Add(Equation.With(expr, claim));
                break;
            case Statement.Claim claim2:
                var extras = new List<Expr>();
                var term = Expand(claim2.Term, extras);
                AddSupport(expr, extras, result);
                result.Add(Equation.With(expr, term));
                break;
            default:
                result.Add(expr);
                break;
        }
    }

    // What is taken out of an expression is evaluated under its `with`, too.
    private static void AddSupport(Expr expr, List<Expr> support, List<Expr> result) =>
        result.AddRange(expr.Withs.Count == 0 ? support : support.Select(extra => extra with { Withs = expr.Withs }));

    private List<Expr> Every(Expr expr, Statement.Every every)
    {
        var result = new List<Expr>();
        var domain = names.NextVar(every.Domain.Location);
        Rewrite(Equation.Of(every.Domain.Location, domain, every.Domain) with { Withs = expr.Withs }, result);
        result.Add(expr with { Statement = every with { Domain = domain, Body = Rewrite(every.Body) } });
        return result;
    }

    // x = f(y) stays one equation, with the call on the right.
    private Term.Call Equate(Term.Call equation, List<Expr> support)
    {
        var (left, right) = (equation.Arguments[0], equation.Arguments[1]);
        if (left is Term.Call first && right is not Term.Call)
        {
            var call = Arguments(first, support);
            return equation with { Arguments = [Expand(right, support), call] };
        }

        left = Expand(left, support);
        return equation with { Arguments = [left, right is Term.Call second ? Arguments(second, support) : Expand(right, support)] };
    }

    private Term.Call Output(Term.Call call) => arity(call.Function) is var count and >= 0 && call.Arguments.Count == count + 1
        ? Equation.CallOf("eq", call.Location, call.Arguments[^1], call with { Arguments = [.. call.Arguments.SkipLast(1)] })
        : call;

    private Term.Call Arguments(Term.Call call, List<Expr> support) => call with { Arguments = Expand(call.Arguments, support) };

    private IReadOnlyList<Term> Expand(IReadOnlyList<Term> terms, List<Expr> support) =>
        terms.All(Equation.IsScalarOrVar) ? terms : [.. terms.Select(term => Expand(term, support))];

    private Term Expand(Term term, List<Expr> support)
    {
        switch (term)
        {
            case Term.Call call:
                var expanded = Arguments(call, support);
                var output = names.NextVar(term.Location);
                support.Add(Equation.Of(term.Location, output, expanded));
                return output;
            case Term.Ref reference:
                return ExpandRef(reference, support);
            case Term.Array array:
                return array with { Items = Expand(array.Items, support) };
            case Term.Set set:
                return set with { Items = Expand(set.Items, support) };
            case Term.Object entries:
                return entries with
                {
                    Entries =
                    [
                        .. entries.Entries.Select(entry => new ObjectEntry(Expand(entry.Key, support), Expand(entry.Value, support))),
                    ],
                };
            case Term.ArrayComprehension c:
                var (arrayBody, items) = Comprehension(c.Body, c.Item);
                return c with { Body = arrayBody, Item = items[0] };
            case Term.SetComprehension c:
                var (setBody, members) = Comprehension(c.Body, c.Item);
                return c with { Body = setBody, Item = members[0] };
            case Term.ObjectComprehension c:
                var (objectBody, pair) = Comprehension(c.Body, c.Key, c.Value);
                return c with { Body = objectBody, Key = pair[0], Value = pair[1] };
            default:
                return term;
        }
    }

    private Term.Ref ExpandRef(Term.Ref reference, List<Expr> support)
    {
        var head = Expand(reference.Head, support);
        var operands = Expand(reference.Operands, support);
        if (head is not Term.Var)
        {
            var variable = names.NextVar(head.Location);
            support.Add(Equation.Of(head.Location, variable, head));
            head = variable;
        }

        return ReferenceEquals(head, reference.Head) && ReferenceEquals(operands, reference.Operands)
            ? reference
            : reference with { Head = head, Operands = operands };
    }

    private (Body Body, Term[] Heads) Comprehension(Body body, params Term[] heads)
    {
        var support = new List<Expr>();
        var expanded = heads.Select(head => Expand(head, support)).ToArray();
        return (Rewrite(new Body([.. body.Exprs, .. support])), expanded);
    }
}
