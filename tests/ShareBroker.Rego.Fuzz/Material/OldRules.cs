using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Material;

/// <summary>Rules in the form of before OPA 1.0: bodies without <c>if</c>, members of sets in brackets, values after <c>=</c>.</summary>
internal static class OldRules
{
    public static Node Of(Rule rule)
    {
        if (rule.IsDefault)
        {
            return Node.Group($"default {HeadOf(rule.Head)}{ValueOf(rule.Head, isElse: false)}");
        }

        return Node.Group($"{HeadOf(rule.Head)}{ValueOf(rule.Head, isElse: false)}{BodyOf(rule)}{ElseOf(rule)}");
    }

    // What is neither a call with a value nor a set's member needs its body, or it would be no rule.
    private static Node BodyOf(Rule rule)
    {
        var isTrue = rule.Body.Exprs is [{ Term: Term.Constant { Value: RegoBoolean { Value: true } }, Withs.Count: 0, Negated: false }];
        if (isTrue && rule.Else is null && (rule.Head.ValueWritten || rule.Head is { Kind: RuleKind.MultiValue }))
        {
            return Node.Text(string.Empty);
        }

        var body = Node.Group($" {"{"} {SyntaxNodes.Of(rule.Body)} {"}"}");
        return rule.Head.ValueWritten ? Node.Optional($"{body}") : body;
    }

    private static Node ElseOf(Rule rule) => rule.Else is { } next
        ? Node.Optional($" else{ValueOf(next.Head, isElse: true)}{BodyOf(next)}{ElseOf(next)}")
        : Node.Text(string.Empty);

    private static Node ValueOf(Head head, bool isElse) => head.Value is { } written && (head.ValueWritten || isElse)
        ? Node.Group($" = {SyntaxNodes.Of(written)}")
        : Node.Text(string.Empty);

    private static Node HeadOf(Head head)
    {
        var path = SyntaxNodes.Path(head.Path[0], [.. head.Path.Skip(1)]);
        if (head.Arguments is { } arguments)
        {
            return Node.Group($"{path}({Node.List(", ", 0, [.. arguments.Select(SyntaxNodes.Of)])})");
        }

        if (head.Kind != RuleKind.MultiValue || head.Key is not { } key)
        {
            return path;
        }

        // Below another name brackets make an object of what they hold: only the keyword makes a set there.
        return head.Path.Count == 1 ? Node.Group($"{path}[{SyntaxNodes.Of(key)}]") : Node.Group($"{path} contains {SyntaxNodes.Of(key)}");
    }
}
