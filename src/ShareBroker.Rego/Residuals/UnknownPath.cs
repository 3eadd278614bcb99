using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>A document that is not known: <c>input</c>, <c>data</c> or what lies at a path below.</summary>
internal sealed record UnknownPath(string Head, IReadOnlyList<RegoValue> Keys)
{
    /// <summary>Reads <c>input.a["b"]</c>.</summary>
    /// <exception cref="RegoCompileException">It is no reference to <c>input</c> or <c>data</c> with constant operands.</exception>
    public static UnknownPath Parse(string text)
    {
        var parsed = Parser.ParseQuery("unknown", text);
        if (parsed.Result is not { } body)
        {
            throw new RegoCompileException(parsed.Errors);
        }

        var (head, operands) = body.Exprs is [{ Negated: false, Withs.Count: 0, Term: { } term }] ? Parts(term) : (null, []);
        return head is "input" or "data" && operands.All(static operand => operand is Term.Constant)
            ? new UnknownPath(head, [.. operands.Select(static operand => ((Term.Constant)operand).Value)])
            : throw new RegoCompileException(
                [new RegoError(ErrorCodes.Compile, "an unknown must be a path below input or data", body.Exprs[0].Location)]);
    }

    /// <summary>Whether the reference may read something of this document.</summary>
    public bool Meets(string head, IReadOnlyList<Term> operands)
    {
        if (!head.Equals(Head, StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < Math.Min(Keys.Count, operands.Count); i++)
        {
            if (operands[i] is Term.Constant constant && !constant.Value.Equals(Keys[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a replacement of the target leaves nothing of this document.</summary>
    public bool IsWithin(Term target)
    {
        var (head, operands) = Parts(target);
        return head is not null && operands.Count <= Keys.Count && Meets(head, operands)
            && operands.All(static operand => operand is Term.Constant);
    }

    public override string ToString() => TermPrinter.OfPath(Head, [.. Keys.Select(Ground.Known)]);

    private static (string? Head, IReadOnlyList<Term> Operands) Parts(Term term) => term switch
    {
        Term.Var variable => (variable.Name, []),
        Term.Ref { Head: Term.Var variable } reference => (variable.Name, reference.Operands),
        _ => (null, []),
    };
}
