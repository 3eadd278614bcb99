using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>Moves what a head or a comprehension's head would have to look up into the body: <c>p := data.x</c> becomes <c>p := y if y =
/// data.x</c>.</summary>
internal sealed class HeadEvaluation(LocalNames names) : TreeRewriter
{
    public override Rule Rewrite(Rule rule)
    {
        var inner = base.Rewrite(rule);
        if (!NeedsMove(inner.Head.Key) && !NeedsMove(inner.Head.Value) && inner.Head.Arguments?.Any(NeedsMove) != true)
        {
            return inner;
        }

        var body = inner.Body.Exprs.ToList();
        var head = inner.Head with
        {
            Key = inner.Head.Key is null ? null : Move(inner.Head.Key, body),
            Value = inner.Head.Value is null ? null : Move(inner.Head.Value, body),
            Arguments = inner.Head.Arguments?.Select(argument => Move(argument, body)).ToArray(),
        };
        return inner with { Head = head, Body = new Body(body) };
    }

    public override Term Rewrite(Term term)
    {
        var inner = RewriteParts(term);
        if (TreeWalk.BodyOf(inner) is not { } written || !TreeWalk.HeadsOf(inner).Any(NeedsMove))
        {
            return inner;
        }

        var body = written.Exprs.ToList();
        return inner switch
        {
            Term.ArrayComprehension c => c with { Item = Move(c.Item, body), Body = new Body(body) },
            Term.SetComprehension c => c with { Item = Move(c.Item, body), Body = new Body(body) },
            Term.ObjectComprehension c => c with { Key = Move(c.Key, body), Value = Move(c.Value, body), Body = new Body(body) },
            _ => inner,
        };
    }

    private static bool NeedsMove(Term? term) => Equation.NeedsEvaluation(term);

    private Term Move(Term term, List<Expr> body)
    {
        if (!Equation.NeedsEvaluation(term))
        {
            return term;
        }

        var variable = names.NextVar(term.Location);
        body.Add(Equation.Of(term.Location, variable, term));
        return variable;
    }
}
