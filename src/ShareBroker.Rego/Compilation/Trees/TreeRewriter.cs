using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>
/// Rebuilds trees, children first unless a stage overrides a step. What a stage leaves as it is stays the same object: a thousand modules
/// go through a dozen stages, most of which change little.
/// </summary>
internal abstract class TreeRewriter
{
    public virtual Rule Rewrite(Rule rule)
    {
        var head = Rewrite(rule.Head);
        var body = Rewrite(rule.Body);
        var otherwise = rule.Else is null ? null : Rewrite(rule.Else);
        return Same(head, rule.Head) && Same(body, rule.Body) && Same(otherwise, rule.Else)
            ? rule
            : rule with { Head = head, Body = body, Else = otherwise };
    }

    public virtual Head Rewrite(Head head)
    {
        var path = RewriteFrom(1, head.Path);
        var arguments = head.Arguments is null ? null : RewriteAll(head.Arguments);
        var key = Optional(head.Key);
        var value = Optional(head.Value);
        return Same(path, head.Path) && Same(arguments, head.Arguments) && Same(key, head.Key) && Same(value, head.Value)
            ? head
            : head with { Path = path, Arguments = arguments, Key = key, Value = value };
    }

    public virtual Body Rewrite(Body body) => RewriteEach(body.Exprs, Rewrite) is var exprs && Same(exprs, body.Exprs) ? body : new(exprs);

    public virtual Expr Rewrite(Expr expr)
    {
        var statement = Rewrite(expr.Statement);
        var withs = RewriteEach(expr.Withs, Rewrite);
        return Same(statement, expr.Statement) && Same(withs, expr.Withs) ? expr : expr with { Statement = statement, Withs = withs };
    }

    public virtual Statement Rewrite(Statement statement)
    {
        switch (statement)
        {
            case Statement.Claim claim:
                var term = Rewrite(claim.Term);
                return Same(term, claim.Term) ? claim : new Statement.Claim(term);
            case Statement.Some some:
                var symbols = RewriteAll(some.Symbols);
                return Same(symbols, some.Symbols) ? some : some with { Symbols = symbols };
            case Statement.Every every:
                var (key, value, domain, body) = (Optional(every.Key), Rewrite(every.Value), Rewrite(every.Domain), Rewrite(every.Body));
                return Same(key, every.Key) && Same(value, every.Value) && Same(domain, every.Domain) && Same(body, every.Body)
                    ? every
                    : every with { Key = key, Value = value, Domain = domain, Body = body };
            case Statement.Logic logic:
                return RewriteEach(logic.Operands, Rewrite) is var operands && Same(operands, logic.Operands)
                    ? logic
                    : logic with { Operands = operands };
            default:
                return statement;
        }
    }

    private Operand Rewrite(Operand operand) =>
        Rewrite(operand.Body) is var body && Same(body, operand.Body) ? operand : operand with { Body = body };

    public virtual With Rewrite(With with)
    {
        var target = Rewrite(with.Target);
        var value = Rewrite(with.Value);
        return Same(target, with.Target) && Same(value, with.Value) ? with : with with { Target = target, Value = value };
    }

    public virtual Term Rewrite(Term term) => RewriteParts(term);

    protected Term RewriteParts(Term term)
    {
        switch (term)
        {
            case Term.Ref reference:
                var head = Rewrite(reference.Head);
                var operands = RewriteAll(reference.Operands);
                return Same(head, reference.Head) && Same(operands, reference.Operands)
                    ? reference
                    : reference with { Head = head, Operands = operands };
            case Term.Array array:
                return RewriteAll(array.Items) is var items && Same(items, array.Items) ? array : array with { Items = items };
            case Term.Set set:
                return RewriteAll(set.Items) is var members && Same(members, set.Items) ? set : set with { Items = members };
            case Term.Object obj:
                return RewriteEntries(obj);
            case Term.Call call:
                var function = Rewrite(call.Function);
                var arguments = RewriteAll(call.Arguments);
                return Same(function, call.Function) && Same(arguments, call.Arguments)
                    ? call
                    : call with { Function = function, Arguments = arguments };
            case Term.Template template:
                return RewriteEach(template.Parts, Rewrite) is var parts && Same(parts, template.Parts)
                    ? template
                    : template with { Parts = parts };
            default:
                return RewriteClosure(term);
        }
    }

    protected IReadOnlyList<Term> RewriteAll(IReadOnlyList<Term> terms) => RewriteFrom(0, terms);

    private Term RewriteClosure(Term term)
    {
        switch (term)
        {
            case Term.ArrayComprehension c:
                var (item, items) = (Rewrite(c.Item), Rewrite(c.Body));
                return Same(item, c.Item) && Same(items, c.Body) ? c : c with { Item = item, Body = items };
            case Term.SetComprehension c:
                var (member, members) = (Rewrite(c.Item), Rewrite(c.Body));
                return Same(member, c.Item) && Same(members, c.Body) ? c : c with { Item = member, Body = members };
            case Term.ObjectComprehension c:
                var (key, value, entries) = (Rewrite(c.Key), Rewrite(c.Value), Rewrite(c.Body));
                return Same(key, c.Key) && Same(value, c.Value) && Same(entries, c.Body)
                    ? c
                    : c with { Key = key, Value = value, Body = entries };
            default:
                return term;
        }
    }

    private Term? Optional(Term? term) => term is null ? null : Rewrite(term);

    private Term.Object RewriteEntries(Term.Object obj)
    {
        ObjectEntry[]? changed = null;
        for (var i = 0; i < obj.Entries.Count; i++)
        {
            var key = Rewrite(obj.Entries[i].Key);
            var value = Rewrite(obj.Entries[i].Value);
            if (!Same(key, obj.Entries[i].Key) || !Same(value, obj.Entries[i].Value))
            {
                changed ??= [.. obj.Entries];
                changed[i] = new ObjectEntry(key, value);
            }
        }

        return changed is null ? obj : obj with { Entries = changed };
    }

    private TemplatePart Rewrite(TemplatePart part) =>
        part.Value is null || (Rewrite(part.Value) is var value && Same(value, part.Value)) ? part : part with { Value = value };

    private static bool Same(object? left, object? right) => ReferenceEquals(left, right);

    // The same list when every part stays the same.
    private IReadOnlyList<Term> RewriteFrom(int start, IReadOnlyList<Term> terms)
    {
        Term[]? changed = null;
        for (var i = start; i < terms.Count; i++)
        {
            var term = Rewrite(terms[i]);
            if (!Same(term, terms[i]))
            {
                changed ??= [.. terms];
                changed[i] = term;
            }
        }

        return changed ?? terms;
    }

    private static IReadOnlyList<T> RewriteEach<T>(IReadOnlyList<T> parts, Func<T, T> rewrite)
        where T : class
    {
        T[]? changed = null;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = rewrite(parts[i]);
            if (!Same(part, parts[i]))
            {
                changed ??= [.. parts];
                changed[i] = part;
            }
        }

        return changed ?? parts;
    }
}
