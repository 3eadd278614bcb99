using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Fuzz.Material;

/// <summary>Every term and statement of a parsed text.</summary>
internal static class SyntaxWalk
{
    public static IEnumerable<Term> Terms(Rule rule) =>
        Terms(rule.Head).Concat(Terms(rule.Body));

    public static IEnumerable<Term> Terms(Body body) => Exprs(body).SelectMany(Own);

    /// <summary>The statements of a body and of the bodies inside it.</summary>
    public static IEnumerable<Expr> Exprs(Body body) => body.Exprs.SelectMany(static expr =>
        ((Expr[])[expr]).Concat(expr.Statement is Statement.Every every ? Exprs(every.Body) : []));

    private static IEnumerable<Term> Terms(Head head) =>
        head.Path.Skip(1).Concat(head.Arguments ?? []).Concat(head.Key is null ? [] : [head.Key])
            .Concat(head.Value is null ? [] : [head.Value])
            .SelectMany(Inner);

    private static IEnumerable<Term> Own(Expr expr)
    {
        IEnumerable<Term> terms = expr.Statement switch
        {
            Statement.Claim claim => [claim.Term],
            Statement.Some some => some.Symbols,
            Statement.Every every => [every.Domain],
            _ => [],
        };
        return terms.Concat(expr.Withs.SelectMany(static with => (Term[])[with.Target, with.Value])).SelectMany(Inner);
    }

    /// <summary>A term and all inside it.</summary>
    public static IEnumerable<Term> Inner(Term term)
    {
        IEnumerable<Term> parts = term switch
        {
            Term.Ref reference => [reference.Head, .. reference.Operands],
            Term.Array array => array.Items,
            Term.Set set => set.Items,
            Term.Object map => map.Entries.SelectMany(static entry => (Term[])[entry.Key, entry.Value]),
            Term.Call call => call.Arguments,
            Term.ArrayComprehension c => [c.Item],
            Term.SetComprehension c => [c.Item],
            Term.ObjectComprehension c => [c.Key, c.Value],
            _ => [],
        };
        var body = term switch
        {
            Term.ArrayComprehension c => c.Body,
            Term.SetComprehension c => c.Body,
            Term.ObjectComprehension c => c.Body,
            _ => null,
        };
        return ((Term[])[term]).Concat(parts.SelectMany(Inner)).Concat(body is null ? [] : Terms(body));
    }
}
