using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>Gathers the variables of trees.</summary>
internal static class Vars
{
    /// <summary>Always bound.</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>(StringComparer.Ordinal) { "data", "input" };

    public static HashSet<string> New() => new(StringComparer.Ordinal);

    public static HashSet<string> Of(Term? term, VarScope scope = VarScope.All)
    {
        var found = New();
        Add(found, term, scope);
        return found;
    }

    public static HashSet<string> Of(Body body, VarScope scope = VarScope.All)
    {
        var found = New();
        Add(found, body, scope);
        return found;
    }

    public static HashSet<string> Of(Expr expr, VarScope scope = VarScope.All)
    {
        var found = New();
        Add(found, expr, scope);
        return found;
    }

    public static void Add(HashSet<string> found, Body body, VarScope scope)
    {
        foreach (var expr in body.Exprs)
        {
            Add(found, expr, scope);
        }
    }

    public static void Add(HashSet<string> found, Expr expr, VarScope scope)
    {
        switch (expr.Statement)
        {
            case Statement.Claim claim:
                Add(found, claim.Term, scope);
                break;
            case Statement.Some some:
                AddAll(found, some.Symbols, scope);
                break;
            case Statement.Every every when (scope & VarScope.SkipClosures) != VarScope.All:
                Add(found, every.Domain, scope);
                return;
            case Statement.Every every:
                Add(found, every.Key, scope);
                Add(found, every.Value, scope);
                Add(found, every.Domain, scope);
                Add(found, every.Body, scope);
                break;
            case Statement.Logic logic when (scope & VarScope.SkipClosures) == VarScope.All:
                foreach (var operand in logic.Operands)
                {
                    Add(found, operand.Body, scope);
                }

                break;
        }

        foreach (var with in expr.Withs)
        {
            Add(found, with, scope);
        }
    }

    public static void Add(HashSet<string> found, With with, VarScope scope)
    {
        if ((scope & VarScope.SkipFunctionNames) == VarScope.All)
        {
            Add(found, with.Target, scope);
            Add(found, with.Value, scope);
            return;
        }

        if (with.Target is Term.Ref target)
        {
            AddAll(found, target.Operands, scope);
        }

        if (with.Value is Term.Ref value)
        {
            AddAll(found, value.Operands, scope);
        }
        else
        {
            Add(found, with.Value, scope);
        }
    }

    public static void Add(HashSet<string> found, Term? term, VarScope scope)
    {
        switch (term)
        {
            case Term.Var variable:
                found.Add(variable.Name);
                break;
            case Term.Ref reference:
                if ((scope & VarScope.SkipRefHeads) == VarScope.All)
                {
                    Add(found, reference.Head, scope);
                }

                AddAll(found, reference.Operands, scope);
                break;
            case Term.Array array:
                AddAll(found, array.Items, scope);
                break;
            case Term.Set set when (scope & VarScope.SkipSets) == VarScope.All:
                AddAll(found, set.Items, scope);
                break;
            case Term.Object entries:
                AddObject(found, entries, scope);
                break;
            case Term.Call call:
                AddCall(found, call, scope);
                break;
            case not null when (scope & VarScope.SkipClosures) == VarScope.All:
                AddClosure(found, term, scope);
                break;
        }
    }

    public static void AddAll(HashSet<string> found, IEnumerable<Term> terms, VarScope scope)
    {
        foreach (var term in terms)
        {
            Add(found, term, scope);
        }
    }

    private static void AddObject(HashSet<string> found, Term.Object entries, VarScope scope)
    {
        foreach (var (key, value) in entries.Entries)
        {
            if ((scope & VarScope.SkipObjectKeys) == VarScope.All)
            {
                Add(found, key, scope);
            }

            Add(found, value, scope);
        }
    }

    private static void AddCall(HashSet<string> found, Term.Call call, VarScope scope)
    {
        if (call.Function is Term.Ref function)
        {
            AddAll(found, function.Operands, scope);
            if ((scope & VarScope.SkipFunctionNames) == VarScope.All && (scope & VarScope.SkipRefHeads) == VarScope.All)
            {
                Add(found, function.Head, scope);
            }
        }
        else if ((scope & VarScope.SkipFunctionNames) == VarScope.All && (scope & VarScope.SkipRefHeads) == VarScope.All)
        {
            Add(found, call.Function, scope);
        }

        AddAll(found, call.Arguments, scope);
    }

    private static void AddClosure(HashSet<string> found, Term term, VarScope scope)
    {
        switch (term)
        {
            case Term.ArrayComprehension c:
                Add(found, c.Item, scope);
                Add(found, c.Body, scope);
                break;
            case Term.SetComprehension c:
                Add(found, c.Item, scope);
                Add(found, c.Body, scope);
                break;
            case Term.ObjectComprehension c:
                Add(found, c.Key, scope);
                Add(found, c.Value, scope);
                Add(found, c.Body, scope);
                break;
            case Term.Template template:
                foreach (var part in template.Parts)
                {
                    if (part.Value is not null)
                    {
                        Add(found, part.Value, scope);
                    }
                }

                break;
        }
    }
}
