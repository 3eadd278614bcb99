using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

internal sealed partial class LocalVarRewriter
{
    private Expr RewriteClaim(Expr expr)
    {
        var term = expr.Term switch
        {
            // A statement's own function may hide behind a variable; that it is then undefined is found later.
            Term.Call call => call with { Function = RewriteFunction(call.Function), Arguments = RewriteAll(call.Arguments) },
            var claim => RewriteTerm(claim!),
        };
        return expr with { Statement = new Statement.Claim(term), Withs = RewriteWiths(expr) };
    }

    private Term RewriteFunction(Term function) => function is Term.Ref reference
        ? reference with { Head = RewriteTerm(reference.Head), Operands = RewriteAll(reference.Operands) }
        : RewriteTerm(function);

    private IReadOnlyList<With> RewriteWiths(Expr expr) =>
        expr.Withs.Count == 0
            ? expr.Withs
            : [.. expr.Withs.Select(with => with with { Target = Target(with.Target), Value = RewriteTerm(with.Value) })];

    // A target names a document, even where a variable hides that document's name.
    private Term Target(Term target) => target is Term.Ref { Head: Term.Var { Name: "input" or "data" } } reference
        ? reference with { Operands = RewriteAll(reference.Operands) }
        : RewriteTerm(target);

    private IReadOnlyList<Term> RewriteAll(IReadOnlyList<Term> terms) => terms.Count == 0 ? terms : [.. terms.Select(RewriteTerm)];

    private Term RewriteTerm(Term term)
    {
        switch (term)
        {
            case Term.Var variable:
                return RewriteVar(variable);
            case Term.Ref { Operands.Count: 0, Head: Term.Var root }:
                return _scopes.OuterOccurrence(root.Name) is Occurrence.New or Occurrence.Seen
                    ? term
                    : root with { Name = _scopes.Find(root.Name)! };
            case Term.Ref reference:
                return reference with { Head = RewriteTerm(reference.Head), Operands = RewriteAll(reference.Operands) };
            case Term.Call call:
                CheckShadowed(call);
                return call with { Function = RewriteFunction(call.Function), Arguments = RewriteAll(call.Arguments) };
            case Term.Array array:
                return array with { Items = RewriteAll(array.Items) };
            case Term.Set set:
                return set with { Items = RewriteAll(set.Items) };
            case Term.Object entries:
                return entries with
                {
                    Entries = [.. entries.Entries.Select(entry => new ObjectEntry(RewriteTerm(entry.Key), RewriteTerm(entry.Value)))],
                };
            default:
                return RewriteClosure(term);
        }
    }

    private Term RewriteVar(Term.Var variable)
    {
        if (_scopes.Find(variable.Name) is { } name)
        {
            return variable.Name == name ? variable : variable with { Name = name };
        }

        _scopes.Insert(variable.Name, variable.Name, Occurrence.Seen);
        return variable;
    }

    private void CheckShadowed(Term.Call call)
    {
        var head = (call.Function as Term.Ref)?.Head ?? call.Function;
        if (head is Term.Var variable && _scopes.Find(variable.Name) is { } name && name != variable.Name)
        {
            Error(call.Location, $"called function {call.Function} shadowed");
        }
    }

    private Term RewriteClosure(Term term)
    {
        switch (term)
        {
            case Term.ArrayComprehension c:
                var (arrayBody, arrayItem) = Inner(c.Body, c.Item);
                return c with { Body = arrayBody, Item = arrayItem[0] };
            case Term.SetComprehension c:
                var (setBody, setItem) = Inner(c.Body, c.Item);
                return c with { Body = setBody, Item = setItem[0] };
            case Term.ObjectComprehension c:
                var (objectBody, pair) = Inner(c.Body, c.Key, c.Value);
                return c with { Body = objectBody, Key = pair[0], Value = pair[1] };
            case Term.Template template:
                return template with
                {
                    Parts = [.. template.Parts.Select(part => part.Value is null ? part : part with { Value = RewriteClaim(part.Value) })],
                };
            default:
                return term;
        }
    }

    private (Body Body, Term[] Heads) Inner(Body body, params Term[] heads)
    {
        var used = Vars.New();
        Vars.AddAll(used, heads, VarScope.All);
        _scopes.Push();
        var rewritten = RewriteBody(body, used);
        var result = heads.Select(RewriteTerm).ToArray();
        _scopes.Pop();
        return (rewritten, result);
    }
}
