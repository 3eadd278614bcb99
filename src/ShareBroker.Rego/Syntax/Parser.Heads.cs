using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Parser
{
    private (Head Head, bool Contains)? Head(bool isDefault)
    {
        var place = Here;
        var name = Variable();
        Advance();
        if (!Current.SpaceBefore && TokenNames.Operator(Kind) is not null and not ("eq" or "assign"))
        {
            Unexpected();
        }

        Term? term = name;
        if (Kind is TokenKind.LeftParen or TokenKind.Dot or TokenKind.LeftBracket)
        {
            term = Reference(name, place.Offset);
        }

        Head head;
        switch (term)
        {
            case null:
                Unexpected("expected rule head name");
                return null;
            case Term.Var:
                head = new Head(place, [term]);
                break;
            case Term.Ref reference:
                head = new Head(place, [reference.Head, .. reference.Operands]);
                break;
            case Term.Call { Function: Term.Var function } call:
                head = new Head(place, [function]) { Arguments = Parameters(call) };
                break;
            case Term.Call { Function: Term.Ref function } call:
                head = new Head(place, [function.Head, .. function.Operands]) { Arguments = Parameters(call) };
                break;
            default:
                return null;
        }

        return head.Path[0] is Term.Var ? HeadValue(head, isDefault) : null;
    }

    // What takes no arguments is a document, even when written with parentheses.
    private static IReadOnlyList<Term>? Parameters(Term.Call call) => call.Arguments.Count == 0 ? null : call.Arguments;

    private (Head Head, bool Contains)? HeadValue(Head head, bool isDefault)
    {
        switch (Kind)
        {
            case TokenKind.Contains:
                return Contains(head);
            case TokenKind.Unify or TokenKind.Assign:
                var assigned = Kind == TokenKind.Assign;
                Advance();
                var value = Infix();
                if (value is null)
                {
                    Unexpected(assigned
                        ? MissingValue(head, isDefault)
                        : $"expected rule value term (e.g., {Example(head)}[<nil>] = <VALUE> {{ ... }})");
                    return null;
                }

                return (head with { Value = value, Assigned = assigned, ValueWritten = true }, false);
            default:
                return (head with { Value = new Term.Constant(head.Location, RegoBoolean.True) }, false);
        }
    }

    private (Head Head, bool Contains)? Contains(Head head)
    {
        var example = $"(e.g., {Example(head)} contains <VALUE> {{ ... }})";
        if (head.IsFunction)
        {
            Unexpected("the contains keyword can only be used with multi-value rule definitions " + example);
        }

        Advance();
        if (Infix() is not { } key)
        {
            Unexpected("expected rule key term " + example);
            return null;
        }

        return (head with { Key = key, Kind = RuleKind.MultiValue }, true);
    }

    private static string Example(Head head) => TermPrinter.OfPath(head.Path);

    private static string MissingValue(Head head, bool isDefault) => (head.IsFunction, isDefault) switch
    {
        (true, _) => $"expected function value term (e.g., {Example(head)}(...) := <VALUE> {{ ... }})",
        (_, true) => $"expected default rule value term (e.g., default {Example(head)} := <VALUE>)",
        _ => $"expected rule value term (e.g., {Example(head)} := <VALUE> {{ ... }})",
    };
}
