using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>Prints terms as Rego, for messages.</summary>
internal static class TermPrinter
{
    public static string Of(Term term) => term switch
    {
        Term.Constant constant => constant.Value.ToString(),
        Term.Var variable => variable.IsWildcard ? "_" : variable.Name,
        Term.Ref reference => OfRef(reference.Head, reference.Operands),
        Term.Array array => $"[{List(array.Items)}]",
        Term.Set { Items.Count: 0 } => "set()",
        Term.Set set => $"{{{List(set.Items)}}}",
        Term.Object { Entries: var entries } => $"{{{string.Join(", ", entries.Select(static e => $"{e.Key}: {e.Value}"))}}}",
        Term.Call call => $"{call.Function}({List(call.Arguments)})",
        Term.ArrayComprehension c => $"[{c.Item} | {c.Body}]",
        Term.SetComprehension c => $"{{{c.Item} | {c.Body}}}",
        Term.ObjectComprehension c => $"{{{c.Key}: {c.Value} | {c.Body}}}",
        Term.Template template => "$\"" + string.Concat(template.Parts.Select(static p => p.Text ?? $"{{{p.Value}}}")) + "\"",
        _ => term.GetType().Name,
    };

    /// <summary>The bare text of a string constant or a variable's name.</summary>
    public static string Plain(Term term) => term switch
    {
        Term.Constant { Value: RegoString text } => text.Value,
        Term.Var variable => variable.Name,
        _ => Of(term),
    };

    /// <summary>What messages call a kind of term.</summary>
    public static string KindOf(Term term) => term switch
    {
        Term.Constant { Value.Kind: var kind } => kind.ToString().ToLowerInvariant(),
        Term.Var => "var",
        Term.Ref => "ref",
        Term.Array => "array",
        Term.Object => "object",
        Term.Set => "set",
        Term.Call => "call",
        Term.ArrayComprehension => "arraycomprehension",
        Term.SetComprehension => "setcomprehension",
        Term.ObjectComprehension => "objectcomprehension",
        _ => "templatestring",
    };

    public static string OfPath(string head, IReadOnlyList<Term> operands) => Append(new StringBuilder(head), operands).ToString();

    public static string OfPath(IReadOnlyList<Term> path) =>
        Append(new StringBuilder(path[0].ToString()), [.. path.Skip(1)]).ToString();

    private static string OfRef(Term head, IReadOnlyList<Term> operands) => Append(new StringBuilder(Of(head)), operands).ToString();

    private static StringBuilder Append(StringBuilder text, IReadOnlyList<Term> operands)
    {
        foreach (var operand in operands)
        {
            if (operand is Term.Constant { Value: RegoString name } && IsIdentifier(name.Value))
            {
                text.Append('.').Append(name.Value);
            }
            else
            {
                text.Append('[').Append(Of(operand)).Append(']');
            }
        }

        return text;
    }

    private static string List(IReadOnlyList<Term> terms) => string.Join(", ", terms);

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
