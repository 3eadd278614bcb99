using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>Reads an expression at the top level as a rule without a body: <c>p := 1</c>, <c>f(x) := x</c>, <c>p.q</c>.</summary>
internal static class BodylessRule
{
    public static (WrittenRule? Rule, string? Fault) From(Body body)
    {
        if (body.Exprs.Count != 1)
        {
            return (null, "multiple expressions cannot be used for rule head");
        }

        var expr = body.Exprs[0];
        return expr switch
        {
            { Withs.Count: > 0 } => (null, "expressions using with keyword cannot be used for rule head"),
            { Negated: true } => (null, "negated expressions cannot be used for rule head"),
            { Statement: Statement.Some } => (null, "'some' declarations cannot be used for rule head"),
            { Term: Term.Call call } => FromCall(expr.Location, call),
            { Term: Term.Ref { Operands.Count: 0 } } => (null, "refs cannot be used for rule head"),
            { Term: Term.Ref reference } => FromRef(expr.Location, reference),
            { Term: { } term } => (null, $"{TermPrinter.KindOf(term)} cannot be used for rule name"),
            _ => (null, "expression cannot be used for rule head"),
        };
    }

    private static (WrittenRule? Rule, string? Fault) FromCall(Location place, Term.Call call) => call.Function switch
    {
        Term.Var { Name: "eq" or "assign" } function when call.Arguments.Count == 2 => FromEquation(place, call, function.Name == "assign"),
        Term.Var { Name: "eq" or "assign" } => (null, "assignment requires two operands"),
        Term.Var { Name: var name } when Enum.GetValues<TokenKind>().Any(kind => TokenNames.Operator(kind) == name) =>
            (null, "rule name conflicts with built-in function"),
        Term.Ref { Head: Term.Var { Name: "internal" } } => (null, "rule name conflicts with built-in function"),
        _ when call.Arguments.Count == 0 => (null, "rule argument list must take at least one argument"),
        Term.Var or Term.Ref { Head: Term.Var } => (BareCall(Written(place, FunctionHead(place, call), Truth(place), false)), null),
        _ => (null, $"invalid rule head: {call.Function}"),
    };

    private static WrittenRule BareCall(WrittenRule written) => written with { Rule = written.Rule with { IsBareCall = true } };

    private static (WrittenRule? Rule, string? Fault) FromRef(Location place, Term.Ref reference)
    {
        if (reference.Head is not Term.Var)
        {
            return (null, $"invalid rule head: {reference}");
        }

        return reference.Operands.Count == 1
            ? (Written(place, SetHead(place, reference), null, false), null)
            : (Written(place, new Head(place, [reference.Head, .. reference.Operands]), null, false), null);
    }

    private static (WrittenRule? Rule, string? Fault) FromEquation(Location place, Term.Call equation, bool assigned)
    {
        var value = equation.Arguments[1];
        return equation.Arguments[0] switch
        {
            Term.Call { Function: Term.Var or Term.Ref { Head: Term.Var } } call =>
                (Written(place, FunctionHead(place, call), value, assigned), null),
            Term.Ref { Head: Term.Var } reference =>
                (Written(place, new Head(place, [reference.Head, .. reference.Operands]), value, assigned), null),
            Term.Ref reference => (null, $"invalid rule head: {reference}"),
            Term.Var name => (Written(place, new Head(place, [name]), value, assigned), null),
            var other => (null, $"{TermPrinter.KindOf(other)} cannot be used for rule name"),
        };
    }

    private static Head SetHead(Location place, Term.Ref reference) =>
        new(place, [reference.Head]) { Key = reference.Operands[0], Kind = RuleKind.MultiValue };

    private static Head FunctionHead(Location place, Term.Call call) => new(
        place, call.Function is Term.Ref function ? [function.Head, .. function.Operands] : [call.Function])
    {
        Arguments = call.Arguments.Count == 0 ? null : call.Arguments,
    };

    private static Term.Constant Truth(Location place) => new(place, RegoBoolean.True);

    private static WrittenRule Written(Location place, Head head, Term? value, bool assigned)
    {
        var truth = Truth(place);
        if (head.Kind == RuleKind.SingleValue)
        {
            head = head with { Value = value ?? truth, ValueWritten = value is not null, Assigned = assigned };
        }

        var body = new Body([new Expr(place, new Statement.Claim(truth))]);
        return new WrittenRule(new Rule(place, head, body), [false], UsesContains: false, [false]);
    }
}
