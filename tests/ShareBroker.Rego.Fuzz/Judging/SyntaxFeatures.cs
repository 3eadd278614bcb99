using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>The features of the language that a module uses.</summary>
internal static class SyntaxFeatures
{
    /// <summary>Every name that can be given.</summary>
    public static readonly string[] All =
    [
        "array comprehension", "call with a result argument", "complete rule", "data reference", "deep rule head", "default",
            "destructuring",
        "else", "every", "function", "function default", "import", "in", "input reference", "key that is no string", "negation",
            "number edge",
        "object comprehension", "operator", "partial object", "partial set", "reference with a variable", "rule without value",
            "set comprehension",
        "set literal", "some", "some in", "string edge", "unification", "walk", "with on data", "with on function", "with on input",
    ];

    public static void Take(Module module, HashSet<string> into)
    {
        if (module.Imports.Count > 0)
        {
            into.Add("import");
        }

        foreach (var rule in module.Rules)
        {
            for (var one = rule; one is not null; one = one.Else)
            {
                Take(one, into);
                if (one.Else is not null)
                {
                    into.Add("else");
                }
            }
        }
    }

    private static void Take(Rule rule, HashSet<string> into)
    {
        var head = rule.Head;
        into.Add(head switch
        {
            { IsFunction: true } => rule.IsDefault ? "function default" : "function",
            _ when rule.IsDefault => "default",
            { Kind: RuleKind.MultiValue } => "partial set",
            { Path.Count: > 2 } => "deep rule head",
            { Path.Count: 2 } => "partial object",
            { ValueWritten: false } => "rule without value",
            _ => "complete rule",
        });
        foreach (var term in SyntaxWalk.Terms(rule))
        {
            Take(term, into);
        }

        foreach (var expr in AllExprs(rule))
        {
            Take(expr, into);
        }
    }

    private static IEnumerable<Expr> AllExprs(Rule rule) =>
        SyntaxWalk.Exprs(rule.Body).Concat(SyntaxWalk.Terms(rule).SelectMany(static term => term switch
        {
            Term.ArrayComprehension c => SyntaxWalk.Exprs(c.Body),
            Term.SetComprehension c => SyntaxWalk.Exprs(c.Body),
            Term.ObjectComprehension c => SyntaxWalk.Exprs(c.Body),
            _ => [],
        }));

    private static void Take(Expr expr, HashSet<string> into)
    {
        if (expr.Negated)
        {
            into.Add("negation");
        }

        foreach (var with in expr.Withs)
        {
            var target = with.Target.ToString();
            into.Add(target.StartsWith("input", StringComparison.Ordinal) ? "with on input"
                : target.StartsWith("data", StringComparison.Ordinal) ? "with on data" : "with on function");
        }

        switch (expr.Statement)
        {
            case Statement.Every:
                into.Add("every");
                break;
            case Statement.Some some:
                into.Add(some.Symbols[0] is Term.Call ? "some in" : "some");
                break;
            case Statement.Claim { Term: Term.Call call }:
                TakeClaim(call, into);
                break;
            default:
                break;
        }
    }

    private static void TakeClaim(Term.Call call, HashSet<string> into)
    {
        if (call.Name is "eq" or "assign" && call.Arguments.Any(static side => side is Term.Array or Term.Object))
        {
            into.Add("destructuring");
        }

        if (call.Name == "eq")
        {
            into.Add("unification");
        }

        if (call.Name is "count" or "plus" or "upper" or "type_name" && call.Arguments.Count > (call.Name == "plus" ? 2 : 1))
        {
            into.Add("call with a result argument");
        }

        if (call.Name == "walk")
        {
            into.Add("walk");
        }
    }

    private static void Take(Term term, HashSet<string> into)
    {
        switch (term)
        {
            case Term.ArrayComprehension: into.Add("array comprehension"); break;
            case Term.SetComprehension: into.Add("set comprehension"); break;
            case Term.ObjectComprehension: into.Add("object comprehension"); break;
            case Term.Set: into.Add("set literal"); break;
            case Term.Object map when map.Entries.Any(static entry => entry.Key is not Term.Constant { Value: RegoString }):
                into.Add("key that is no string");
                break;
            case Term.Call { Name: "internal.member_2" or "internal.member_3" }: into.Add("in"); break;
            case Term.Call { Name: "plus" or "minus" or "mul" or "div" or "rem" or "and" or "or" or "lt" or "gt" or "lte" or "gte" }:
                into.Add("operator");
                break;
            case Term.Constant { Value: RegoNumber { Text.Length: > 15 } }: into.Add("number edge"); break;
            case Term.Constant { Value: RegoString text } when text.Value.Any(static c => c is < ' ' or > '~'): into.Add(
                "string edge"); break;
            case Term.Ref { Head: Term.Var { Name: var head } } reference:
                if (head is "input" or "data")
                {
                    into.Add(head + " reference");
                }

                if (reference.Operands.Any(static operand => operand is Term.Var))
                {
                    into.Add("reference with a variable");
                }

                break;
            default: break;
        }
    }
}
