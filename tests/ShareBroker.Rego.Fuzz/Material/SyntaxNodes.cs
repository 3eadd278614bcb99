using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Material;

/// <summary>Makes program pieces of a parsed text.</summary>
internal static class SyntaxNodes
{
    private static readonly Dictionary<string, string> Infix = new(StringComparer.Ordinal)
    {
        ["plus"] = "+", ["minus"] = "-", ["mul"] = "*", ["div"] = "/", ["rem"] = "%", ["and"] = "&", ["or"] = "|", ["equal"] = "==",
        ["neq"] = "!=", ["lt"] = "<", ["lte"] = "<=", ["gt"] = ">", ["gte"] = ">=", ["eq"] = "=", ["assign"] = ":=",
        ["internal.member_2"] = "in",
    };

    /// <summary>A module; with <paramref name="isOld"/> its rules in the form of before OPA 1.0.</summary>
    public static Node Of(Module module, bool isOld = false, params IReadOnlyList<string> moreImports)
    {
        var imports = moreImports.Select(static path => Node.Group($"\nimport {path}"))
            .Concat(module.Imports.Select(static import => Node.Group($"{Text(import)}"))).ToList();
        var rules = module.Rules.Select(rule => isOld ? OldRules.Of(rule) : Of(rule)).ToList();
        var name = TermPrinter.OfPath(module.Package.Path[0], [.. module.Package.Path.Skip(1).Select(Name)]);
        return Node.Group($"package {name}\n{Node.List(string.Empty, 0, imports)}\n{Node.List("\n", 0, rules)}\n");
    }

    public static Node Of(Body body) => Node.List("; ", 1, [.. body.Exprs.Select(Of)]);

    private static Term Name(string text) => new Term.Constant(default, RegoString.Of(text));

    private static string Text(Import import) =>
        $"\nimport {import.PathText}{(import.Alias is null ? string.Empty : " as " + import.Alias)}";

    private static Node Of(Rule rule)
    {
        var start = rule.IsDefault ? "default " : string.Empty;
        return Node.Group($"{start}{Of(rule.Head, isElse: false)}{BodyOf(rule)}{ElseOf(rule)}");
    }

    private static Node BodyOf(Rule rule)
    {
        var isTrue = rule.Body.Exprs is [{ Term: Term.Constant { Value: RegoBoolean { Value: true } }, Withs.Count: 0, Negated: false }];
        // What has neither a value nor a member is no rule without its body.
        var isNeeded = !rule.IsDefault && !rule.Head.ValueWritten && rule.Head.Kind != RuleKind.MultiValue;
        return isNeeded ? Node.Group($" if {"{"} {Of(rule.Body)} {"}"}")
            : rule.IsDefault || (isTrue && rule.Else is null) ? Node.Text(string.Empty) : Node.Optional($" if {"{"} {Of(rule.Body)} {"}"}");
    }

    private static Node ElseOf(Rule rule) => rule.Else is { } next
        ? Node.Optional($" else{Of(next.Head, isElse: true)}{BodyOf(next)}{ElseOf(next)}")
        : Node.Text(string.Empty);

    private static Node Of(Head head, bool isElse)
    {
        var value = head.Value is { } written && (head.ValueWritten || isElse)
            ? Node.Optional($" := {Of(written)}")
            : Node.Text(string.Empty);
        if (isElse)
        {
            return value;
        }

        var path = Path(head.Path[0], [.. head.Path.Skip(1)]);
        if (head.Arguments is { } arguments)
        {
            return Node.Group($"{path}({Node.List(", ", 0, [.. arguments.Select(Of)])}){value}");
        }

        return head.Key is { } key && head.Kind == RuleKind.MultiValue
            ? Node.Group($"{path} contains {Of(key)}")
            : Node.Group($"{path}{value}");
    }

    private static Node Of(Expr expr)
    {
        var changes = Node.List(string.Empty, 0,
            [.. expr.Withs.Select(static with => Node.Optional($" with {Of(with.Target)} as {Of(with.Value)}"))]);
        var denial = expr.Negated ? Node.Optional($"not ") : Node.Text(string.Empty);
        return Node.Expr($"{denial}{Of(expr.Statement)}{changes}");
    }

    private static Node Of(Statement statement)
    {
        switch (statement)
        {
            case Statement.Some some:
                return Node.Group($"some {Node.List(", ", 1, [.. some.Symbols.Select(Symbol)])}");
            case Statement.Every every:
                var key = every.Key is null ? string.Empty : every.Key + ", ";
                return Node.Group($"every {key}{every.Value.ToString()} in {Of(every.Domain)} {"{"} {Of(every.Body)} {"}"}");
            default:
                var term = ((Statement.Claim)statement).Term;
                return term is Term.Call call && Operator(call) is { } bare ? bare : Of(term);
        }
    }

    private static Node Symbol(Term term) => term is Term.Call { Arguments: [var key, var value, var set] }
        ? Node.Group($"{Of(key)}, {Of(value)} in {Of(set)}")
        : term is Term.Call { Arguments: [var item, var all] } ? Node.Group($"{Of(item)} in {Of(all)}") : Node.Text(term.ToString());

    private static Node? Operator(Term.Call call)
    {
        if (call.Arguments is [var left, var right] && Infix.TryGetValue(call.Name, out var sign))
        {
            return Node.Group($"{Of(left)} {sign} {Of(right)}");
        }

        return call.Name == "internal.member_3" && call.Arguments is [var key, var item, var all]
            ? Node.Group($"{Of(key)}, {Of(item)} in {Of(all)}")
            : null;
    }

    public static Node Of(Term term)
    {
        switch (term)
        {
            case Term.Constant constant: return Node.OfTerm(constant.Value);
            case Term.Ref reference: return Path(reference.Head, reference.Operands);
            case Term.Array array: return Node.Term($"[{Node.List(", ", 0, [.. array.Items.Select(Of)])}]");
            case Term.Set { Items.Count: > 0 } set:
                return Node.Term($"{"{"}{Node.List(", ", 1, [.. set.Items.Select(Of)])}{"}"}");
            case Term.Object map:
                var entries = map.Entries.Select(static entry => Node.Group($"{Of(entry.Key)}: {Of(entry.Value)}")).ToList();
                return Node.Term($"{"{"}{Node.List(", ", 0, entries)}{"}"}");
            case Term.ArrayComprehension c: return Node.Term($"[{Of(c.Item)} | {Of(c.Body)}]");
            case Term.SetComprehension c: return Node.Term($"{"{"}{Of(c.Item)} | {Of(c.Body)}{"}"}");
            case Term.ObjectComprehension c: return Node.Term($"{"{"}{Of(c.Key)}: {Of(c.Value)} | {Of(c.Body)}{"}"}");
            case Term.Call call when Operator(call) is { } bare: return Node.Term($"({bare})");
            case Term.Call call:
                var function = call.Function is Term.Ref name ? TermPrinter.Of(name) : call.Function.ToString();
                return Node.Term($"{function}({Node.List(", ", call.Arguments.Count, [.. call.Arguments.Select(Of)])})");
            default: return Node.TermText(term.ToString());
        }
    }

    // Names of variables in a path stay bare: p[x] and not p["x"].
    public static Node Path(Term head, IReadOnlyList<Term> operands)
    {
        var steps = new List<Node>();
        foreach (var operand in operands)
        {
            steps.Add(operand is Term.Constant step ? Node.Text(World.Step(step.Value)) : Node.Group($"[{Of(operand)}]"));
        }

        var start = head is Term.Var variable ? Node.Text(variable.IsWildcard ? "_" : variable.Name) : Of(head);
        return Node.Term($"{start}{Node.List(string.Empty, 0, steps)}");
    }
}
