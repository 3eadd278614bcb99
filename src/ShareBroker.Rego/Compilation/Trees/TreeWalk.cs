using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>Visits trees, parents before children. A visitor that answers true keeps the walk out of that node's children.</summary>
internal static class TreeWalk
{
    public static void Terms(Body body, Func<Term, bool> visit)
    {
        foreach (var expr in body.Exprs)
        {
            Terms(expr, visit);
        }
    }

    public static void Terms(Expr expr, Func<Term, bool> visit)
    {
        Terms(expr.Statement, visit);
        foreach (var with in expr.Withs)
        {
            Terms(with.Target, visit);
            Terms(with.Value, visit);
        }
    }

    private static void Terms(Statement statement, Func<Term, bool> visit)
    {
        switch (statement)
        {
            case Statement.Claim claim:
                Terms(claim.Term, visit);
                break;
            case Statement.Some some:
                Terms(some.Symbols, visit);
                break;
            case Statement.Every every:
                Terms(every.Key, visit);
                Terms(every.Value, visit);
                Terms(every.Domain, visit);
                Terms(every.Body, visit);
                break;
            case Statement.Logic logic:
                foreach (var operand in logic.Operands)
                {
                    Terms(operand.Body, visit);
                }

                break;
        }
    }

    public static void Terms(Rule rule, Func<Term, bool> visit)
    {
        Terms(rule.Head, visit);
        Terms(rule.Body, visit);
    }

    public static void Terms(Head head, Func<Term, bool> visit)
    {
        for (var i = 1; i < head.Path.Count; i++)
        {
            Terms(head.Path[i], visit);
        }

        Terms(head.Arguments ?? [], visit);
        Terms(head.Key, visit);
        Terms(head.Value, visit);
    }

    public static void Terms(IReadOnlyList<Term> terms, Func<Term, bool> visit)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            Terms(terms[i], visit);
        }
    }

    public static void Terms(Term? term, Func<Term, bool> visit)
    {
        if (term is null || visit(term))
        {
            return;
        }

        switch (term)
        {
            case Term.Ref reference:
                Terms(reference.Head, visit);
                Terms(reference.Operands, visit);
                break;
            case Term.Array array:
                Terms(array.Items, visit);
                break;
            case Term.Set set:
                Terms(set.Items, visit);
                break;
            case Term.Object entries:
                for (var i = 0; i < entries.Entries.Count; i++)
                {
                    Terms(entries.Entries[i].Key, visit);
                    Terms(entries.Entries[i].Value, visit);
                }

                break;
            case Term.Call call:
                Terms(call.Function, visit);
                Terms(call.Arguments, visit);
                break;
            default:
                Closure(term, visit);
                break;
        }
    }

    /// <summary>Visits every expression of a body, those inside closures too, parents first.</summary>
    public static void Exprs(Body body, Action<Expr> visit)
    {
        foreach (var expr in body.Exprs)
        {
            visit(expr);
            InnerBodies(expr, inner => Exprs(inner, visit));
        }
    }

    /// <summary>Visits every expression of a rule, those of closures in its head too.</summary>
    public static void Exprs(Rule rule, Action<Expr> visit)
    {
        InnerBodies(rule.Head, inner => Exprs(inner, visit));
        Exprs(rule.Body, visit);
    }

    /// <summary>The bodies of the outermost closures in an expression: comprehensions, <c>every</c> and the operands of
    /// <c>not</c>, <c>and</c>, <c>or</c>; template parts are no
    /// bodies.</summary>
    public static void InnerBodies(Expr expr, Action<Body> visit)
    {
        if (expr.Statement is Statement.Every every)
        {
            Terms(every.Domain, term => VisitBody(term, visit));
            visit(every.Body);
        }
        else if (expr.Statement is Statement.Logic logic)
        {
            foreach (var operand in logic.Operands)
            {
                visit(operand.Body);
            }
        }
        else
        {
            Terms(expr.Statement, term => VisitBody(term, visit));
        }

        foreach (var with in expr.Withs)
        {
            Terms(with.Value, term => VisitBody(term, visit));
        }
    }

    private static void InnerBodies(Head head, Action<Body> visit) => Terms(head, term => VisitBody(term, visit));

    private static bool VisitBody(Term term, Action<Body> visit)
    {
        if (BodyOf(term) is not { } body)
        {
            return false;
        }

        Terms(HeadsOf(term), inner => VisitBody(inner, visit));
        visit(body);
        return true;
    }

    public static Body? BodyOf(Term term) => term switch
    {
        Term.ArrayComprehension c => c.Body,
        Term.SetComprehension c => c.Body,
        Term.ObjectComprehension c => c.Body,
        _ => null,
    };

    public static IReadOnlyList<Term> HeadsOf(Term term) => term switch
    {
        Term.ArrayComprehension c => [c.Item],
        Term.SetComprehension c => [c.Item],
        Term.ObjectComprehension c => [c.Key, c.Value],
        _ => [],
    };

    private static void Closure(Term term, Func<Term, bool> visit)
    {
        Terms(HeadsOf(term), visit);
        if (BodyOf(term) is { } body)
        {
            Terms(body, visit);
        }
        else if (term is Term.Template template)
        {
            foreach (var part in template.Parts)
            {
                if (part.Value is not null)
                {
                    Terms(part.Value, visit);
                }
            }
        }
    }
}
