using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>Where a reference goes astray, and what would have been right there.</summary>
/// <param name="At">The operand that selects nothing.</param>
/// <param name="Have">The type of what stands there, or, without <paramref name="Want"/>, of what has no parts; null for a
/// constant.</param>
/// <param name="Want">The type that an operand must have there; null when there are no parts at all.</param>
/// <param name="Around">What is selected from; its names are offered.</param>
internal sealed record RefMiss(int At, RegoType? Have, RegoType? Want, RegoType? Around)
{
    /// <summary>The lines that follow the message.</summary>
    public string Explain(Term.Ref reference)
    {
        var before = Text(reference, At);
        if (Want is null)
        {
            return $"\n\t{reference}\n\t{new string('^', before.Length)}\n\thave: {Have?.ToString() ?? "???"}";
        }

        var pad = new string(' ', before.Length + 1);
        var have = Have is null ? $"have: {reference.Operands[At]}" : $"have (type): {Have}";
        var names = NamesIn(Around).Distinct().Order().ToArray();
        var want = names.Length > 0 ? $"want (one of): [{string.Join(' ', names.Select(static name => name.ToString()))}]"
            : $"want (type): {Want}";
        return $"\n\t{reference}\n\t{pad}^\n\t{pad}{have}\n\t{pad}{want}";
    }

    private static string Text(Term.Ref reference, int operands) =>
        new Term.Ref(reference.Location, reference.Head, [.. reference.Operands.Take(operands)]).ToString();

    private static IEnumerable<RegoValue> NamesIn(RegoType? type) => type switch
    {
        RegoType.Object members => members.Known.Keys,
        RegoType.Any any => any.Of.SelectMany(NamesIn),
        _ => [],
    };
}
