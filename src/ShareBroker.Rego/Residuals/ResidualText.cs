using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Prints residues as Rego that can be read again.</summary>
internal static class ResidualText
{
    public static string Of(SupportModule module)
    {
        var package = TermPrinter.OfPath("package", []) + " " + TermPrinter.OfPath(
            module.Package[0], [.. module.Package.Skip(1).Select(static part => Ground.Known(RegoString.Of(part)))]);
        return package + "\n\n" + string.Join("\n\n", module.Rules.Select(Of)) + "\n";
    }

    public static string Of(Rule rule)
    {
        var head = rule.Head;
        var text = (rule.IsDefault ? "default " : string.Empty) + Ref(head.Path[0], head.Path.Skip(1));
        if (head.Arguments is not null)
        {
            text += $"({List(head.Arguments)})";
        }

        var isTrue = head.Value is Term.Constant { Value: RegoBoolean { Value: true } };
        if (head.Key is not null)
        {
            text += " contains " + Of(head.Key);
        }
        else if (rule.IsDefault || !isTrue)
        {
            text += " := " + Of(head.Value!);
        }

        if (rule.IsDefault || rule.Body.Exprs.Count == 0)
        {
            return head.Key is null && isTrue && !rule.IsDefault ? text + " := true" : text;
        }

        return $"{text} if {{\n{string.Concat(rule.Body.Exprs.Select(static expr => $"\t{Of(expr)}\n"))}}}";
    }

    public static string Of(IReadOnlyList<Expr> body) => string.Join('\n', body.Select(Of));

    public static string Of(Expr expr)
    {
        var withs = string.Concat(expr.Withs.Select(static with => $" with {Of(with.Target)} as {Operand(with.Value)}"));
        return (expr.Negated ? "not " : string.Empty) + Of(expr.Statement) + withs;
    }

    public static string Of(Term term) => term switch
    {
        Term.Var { IsWildcard: true } => "_",
        Term.Var variable => variable.Name,
        Term.Ref reference => Ref(reference.Head, reference.Operands),
        Term.Array array => $"[{List(array.Items)}]",
        Term.Set { Items.Count: 0 } => "set()",
        Term.Set set => $"{{{List(set.Items)}}}",
        Term.Object entries => $"{{{string.Join(", ", entries.Entries.Select(static e => $"{Operand(e.Key)}: {Operand(e.Value)}"))}}}",
        Term.Call call => Call(call),
        Term.ArrayComprehension c => $"[{Operand(c.Item)} | {Inline(c.Body)}]",
        Term.SetComprehension c => $"{{{Operand(c.Item)} | {Inline(c.Body)}}}",
        Term.ObjectComprehension c => $"{{{Operand(c.Key)}: {Operand(c.Value)} | {Inline(c.Body)}}}",
        _ => TermPrinter.Of(term),
    };

    private static string Of(Statement statement) => statement switch
    {
        Statement.Claim claim => Of(claim.Term),
        Statement.Every every => $"every {(every.Key is null ? string.Empty : Of(every.Key) + ", ")}{Of(every.Value)} in "
            + $"{Operand(every.Domain)} {{ {Inline(every.Body)} }}",
        _ => statement.ToString()!,
    };

    private static string Call(Term.Call call)
    {
        var arguments = call.Arguments;
        switch (call.Name)
        {
            case "eq":
                // A constant stands last.
                var (left, right) = arguments[0] is Term.Constant && arguments[1] is not Term.Constant
                    ? (arguments[1], arguments[0])
                    : (arguments[0], arguments[1]);
                return $"{Operand(left)} = {Operand(right)}";
            case "internal.member_2":
                return $"{Operand(arguments[0])} in {Operand(arguments[1])}";
            case "internal.member_3":
                return $"{Operand(arguments[0])}, {Operand(arguments[1])} in {Operand(arguments[2])}";
        }

        return InfixOf(call) is { } infix
            ? $"{Operand(arguments[0])} {infix} {Operand(arguments[1])}"
            : $"{Of(call.Function)}({List(arguments)})";
    }

    private static string? InfixOf(Term.Call call) =>
        call.Arguments.Count == 2 && BuiltinRegistry.All.TryGetValue(call.Name, out var builtin)
        && builtin.Signature.Infix is { Length: > 0 } infix ? infix : null;

    // Inside of another term operators need brackets.
    private static string Operand(Term term) =>
        term is Term.Call call && (InfixOf(call) is not null || call.Name is "eq" or "internal.member_2" or "internal.member_3")
            ? $"({Of(call)})"
            : Of(term);

    private static string Ref(Term head, IEnumerable<Term> operands)
    {
        var text = Of(head);
        foreach (var operand in operands)
        {
            text += operand is Term.Constant { Value: RegoString name } && IsIdentifier(name.Value)
                ? "." + name.Value
                : $"[{Operand(operand)}]";
        }

        return text;
    }

    private static string List(IEnumerable<Term> terms) => string.Join(", ", terms.Select(Operand));

    private static string Inline(Body body) => string.Join("; ", body.Exprs.Select(Of));

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !TokenNames.Keywords.ContainsKey(name);
}
