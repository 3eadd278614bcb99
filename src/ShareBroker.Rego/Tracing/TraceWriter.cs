using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Prints compiled terms and expressions with the names that were written for their variables.</summary>
/// <param name="names">What was written for a variable; the name itself when nothing was.</param>
internal sealed class TraceWriter(Func<string, string> names)
{
    /// <summary>How the variable of a value that nobody named begins.</summary>
    public const string Capture = "__local_term";

    public string Of(TraceEvent step) => step switch
    {
        { Op: TraceOp.Note } => RegoString.Of(step.Message).ToString(),
        { Subject: TraceSubject.OfRule of } =>
            TermPrinter.OfPath([.. of.Rule.Head.Path.TakeWhile(static (part, at) => at == 0 || part is Term.Constant)]),
        { Reference: { } reference } => Of(reference),
        { Subject: TraceSubject.OfBody of } => Of(of.Body),
        { Subject: TraceSubject.OfExpr of } => Of(of.Expr),
        { Subject: TraceSubject.OfPair of } => $"{Of(of.Left)} = {Of(of.Right)}",
        _ => string.Empty,
    };

    public string Of(Body body) => string.Join("; ", body.Exprs.Select(Of));

    public string Of(Expr expr) =>
        (expr.Negated ? "not " : string.Empty) + Of(expr.Statement)
        + string.Concat(expr.Withs.Select(with => $" with {Of(with.Target)} as {Of(with.Value)}"));

    public string Name(string variable)
    {
        var written = names(variable);
        return written.StartsWith('$') || written.StartsWith(Capture, StringComparison.Ordinal) ? "_" : written;
    }

    public string Of(Term term) => term switch
    {
        Term.Var variable => Name(variable.Name),
        Term.Ref reference => OfReference(reference),
        Term.Array array => $"[{List(array.Items)}]",
        Term.Set { Items.Count: 0 } => "set()",
        Term.Set set => $"{{{string.Join(", ", set.Items.Select(Of).Order(StringComparer.Ordinal))}}}",
        Term.Object obj => $"{{{string.Join(", ", obj.Entries.Select(entry => $"{Of(entry.Key)}: {Of(entry.Value)}")
            .Order(StringComparer.Ordinal))}}}",
        Term.Call call => OfCall(call),
        Term.ArrayComprehension c => $"[{Of(c.Item)} | {Of(c.Body)}]",
        Term.SetComprehension c => $"{{{Of(c.Item)} | {Of(c.Body)}}}",
        Term.ObjectComprehension c => $"{{{Of(c.Key)}: {Of(c.Value)} | {Of(c.Body)}}}",
        _ => term.ToString(),
    };

    private string Of(Statement statement) => statement switch
    {
        Statement.Claim claim => Of(claim.Term),
        Statement.Every every =>
            $"every {(every.Key is null ? string.Empty : Of(every.Key) + ", ")}{Of(every.Value)} in {Of(every.Domain)} "
            + $"{{ {Of(every.Body)} }}",
        Statement.Logic { Kind: LogicKind.Not } logic => $"not {{ {Of(logic.Operands[0].Body)} }}",
        Statement.Logic logic => string.Join(
            logic.Kind == LogicKind.And ? " and " : " or ", logic.Operands.Select(operand => $"{{ {Of(operand.Body)} }}")),
        _ => statement.ToString()!,
    };

    // A call whose result is bound is shown with the result as its last operand.
    private string OfCall(Term.Call call) => call switch
    {
        { Name: "eq", Arguments: [var left, Term.Call right] } => $"{right.Name}({List([.. right.Arguments, left])})",
        { Name: "eq", Arguments: [var left, var right] } => $"{Of(left)} = {Of(right)}",
        _ => $"{call.Name}({List(call.Arguments)})",
    };

    private string OfReference(Term.Ref reference)
    {
        Term[] operands = [.. reference.Operands.Select(Named)];
        var head = Of(reference.Head);
        return TermPrinter.OfPath(head, operands);

        Term Named(Term operand) => operand is Term.Var variable ? variable with { Name = Name(variable.Name) } : operand;
    }

    private string List(IEnumerable<Term> terms) => string.Join(", ", terms.Select(Of));
}
