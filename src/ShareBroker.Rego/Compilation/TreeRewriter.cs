using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>Rebuilds trees, children first unless a stage overrides a step.</summary>
internal abstract class TreeRewriter
{
    public virtual Rule Rewrite(Rule rule) => rule with
    {
        Head = Rewrite(rule.Head),
        Body = Rewrite(rule.Body),
        Else = rule.Else is null ? null : Rewrite(rule.Else),
    };

    public virtual Head Rewrite(Head head) => head with
    {
        Path = [head.Path[0], .. head.Path.Skip(1).Select(Rewrite)],
        Arguments = head.Arguments is null ? null : RewriteAll(head.Arguments),
        Key = head.Key is null ? null : Rewrite(head.Key),
        Value = head.Value is null ? null : Rewrite(head.Value),
    };

    public virtual Body Rewrite(Body body) => new([.. body.Exprs.Select(Rewrite)]);

    public virtual Expr Rewrite(Expr expr) => expr with
    {
        Statement = Rewrite(expr.Statement),
        Withs = expr.Withs.Count == 0 ? expr.Withs : [.. expr.Withs.Select(Rewrite)],
    };

    public virtual Statement Rewrite(Statement statement) => statement switch
    {
        Statement.Claim claim => new Statement.Claim(Rewrite(claim.Term)),
        Statement.Some some => some with { Symbols = RewriteAll(some.Symbols) },
        Statement.Every every => every with
        {
            Key = every.Key is null ? null : Rewrite(every.Key),
            Value = Rewrite(every.Value),
            Domain = Rewrite(every.Domain),
            Body = Rewrite(every.Body),
        },
        _ => statement,
    };

    public virtual With Rewrite(With with) => with with { Target = Rewrite(with.Target), Value = Rewrite(with.Value) };

    public virtual Term Rewrite(Term term) => RewriteParts(term);

    protected Term RewriteParts(Term term) => term switch
    {
        Term.Ref reference => reference with { Head = Rewrite(reference.Head), Operands = RewriteAll(reference.Operands) },
        Term.Array array => array with { Items = RewriteAll(array.Items) },
        Term.Set set => set with { Items = RewriteAll(set.Items) },
        Term.Object entries => entries with
        {
            Entries = [.. entries.Entries.Select(entry => new ObjectEntry(Rewrite(entry.Key), Rewrite(entry.Value)))],
        },
        Term.Call call => call with { Function = Rewrite(call.Function), Arguments = RewriteAll(call.Arguments) },
        Term.ArrayComprehension c => c with { Item = Rewrite(c.Item), Body = Rewrite(c.Body) },
        Term.SetComprehension c => c with { Item = Rewrite(c.Item), Body = Rewrite(c.Body) },
        Term.ObjectComprehension c => c with { Key = Rewrite(c.Key), Value = Rewrite(c.Value), Body = Rewrite(c.Body) },
        Term.Template template => template with
        {
            Parts = [.. template.Parts.Select(part => part.Value is null ? part : part with { Value = Rewrite(part.Value) })],
        },
        _ => term,
    };

    protected IReadOnlyList<Term> RewriteAll(IReadOnlyList<Term> terms)
    {
        if (terms.Count == 0)
        {
            return terms;
        }

        var rewritten = new Term[terms.Count];
        for (var i = 0; i < rewritten.Length; i++)
        {
            rewritten[i] = Rewrite(terms[i]);
        }

        return rewritten;
    }
}
