using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Typesetting;

internal sealed partial class PolicyLayout
{
    // A call that is a statement of its own: operators stand without parentheses around them.
    private bool WriteClaim(Term.Call call)
    {
        if (Operators.IsMembership(call))
        {
            return WriteMembership(call, false) || Lost();
        }

        var symbol = Operators.Symbol(call.Function);
        var arguments = call.Arguments;
        switch (arguments.Count)
        {
            case 2 when symbol is not null:
                if (!WriteOperand(call, arguments[0], isRight: false))
                {
                    return Lost();
                }

                _lines.Write($" {symbol} ");
                return WriteOperand(call, arguments[1], isRight: true);
            case 3 when symbol is not null:
                if (!WriteTerm(arguments[2]))
                {
                    return Lost();
                }

                _lines.Write(" = ");
                if (!WriteTerm(arguments[0]))
                {
                    return Lost();
                }

                _lines.Write($" {symbol} ");
                return WriteTerm(arguments[1]) || Lost();
            case not (2 or 3) when symbol is not null:
                throw Arity(call);
            default:
                return WriteNamedCall(call) || Lost();
        }
    }

    private bool WriteOperand(Term.Call call, Term operand, bool isRight)
    {
        var strength = Operators.Strength(call);
        var inner = Operators.Strength(operand);
        var parens = _options.Careful && strength > 0 && (isRight ? inner <= strength : inner < strength);
        if (!parens)
        {
            return WriteTerm(operand);
        }

        return WritePart(operand, parens: true);
    }

    private bool WriteCall(Term.Call call, bool parens)
    {
        if (Operators.IsMembership(call))
        {
            return WriteMembership(call, true, _options.Careful && parens);
        }

        if (Operators.Symbol(call.Function) is not { } symbol)
        {
            return WriteNamedCall(call);
        }

        if (call.Arguments.Count != 2)
        {
            throw Arity(call);
        }

        _lines.Write(parens ? "(" : string.Empty);
        if (!WritePart(call.Arguments[0], parens: true))
        {
            return false;
        }

        _lines.Write($" {symbol} ");
        if (!WritePart(call.Arguments[1], parens: true))
        {
            return false;
        }

        _lines.Write(parens ? ")" : string.Empty);
        return true;
    }

    // With a key, membership needs parentheses wherever a comma would mean something else.
    private bool WriteMembership(Term.Call call, bool parens, bool always = false)
    {
        var arguments = call.Arguments;
        if (arguments.Count != (call.Name == "internal.member_2" ? 2 : 3))
        {
            throw Arity(call);
        }

        parens = always || (parens && arguments.Count == 3);
        _lines.Write(parens ? "(" : string.Empty);
        for (var i = 0; i < arguments.Count; i++)
        {
            _lines.Write(i == 0 ? string.Empty : i == arguments.Count - 1 ? " in " : ", ");
            if (!WritePart(arguments[i], parens: true))
            {
                return false;
            }
        }

        _lines.Write(parens ? ")" : string.Empty);
        return true;
    }

    private bool WriteNamedCall(Term.Call call)
    {
        _lines.Write(NameOf(call.Function));
        _lines.Write('(');
        var written = WriteList(call.Arguments, WriteItem, RowOf, static () => Brackets.Nowhere);
        _lines.Write(')');
        return written;
    }

    private string NameOf(Term function) => function is Term.Ref reference
        ? Printed(reference.Head) + string.Concat(reference.Operands.Select(NamePart))
        : Printed(function);

    private static LayoutFault Arity(Term.Call call) =>
        new(new RegoError(ErrorCodes.Type, $"{call.Function}: arity mismatch", call.Location));
}
