using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Parser
{
    // Beyond this many decimal digits of exponent a number costs more to print than it says.
    private const int ExponentMax = 30_000;

    private Term.Constant? Number()
    {
        var place = Here;
        var prefix = string.Empty;
        if (Kind == TokenKind.Minus)
        {
            prefix = "-";
            Advance();
            if (Kind is not (TokenKind.Number or TokenKind.Dot))
            {
                Unexpected("expected number");
                return null;
            }
        }

        if (Kind == TokenKind.Dot)
        {
            prefix += "0.";
            Advance();
            if (Kind != TokenKind.Number)
            {
                Unexpected("expected number");
                return null;
            }
        }

        var digits = Current.Text;
        if (!prefix.EndsWith('.') && digits.Length > 1 && digits[0] == '0' && !(digits[1] is '.' or 'e' or 'E'))
        {
            Unexpected("expected number without leading zero");
            return null;
        }

        if (TooBig(digits))
        {
            Error(Here, "number too big");
            return null;
        }

        if (!RegoNumber.TryParse(prefix + digits, out var number))
        {
            Unexpected("invalid float");
            return null;
        }

        return new Term.Constant(place, number);
    }

    private static bool TooBig(string digits)
    {
        if (digits.Length > ExponentMax)
        {
            return true;
        }

        var at = digits.AsSpan().IndexOfAny('e', 'E');
        return at >= 0
            && (!int.TryParse(digits.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
                || Math.Abs((long)exponent) > ExponentMax);
    }

    private Term.Constant? String()
    {
        var text = Current.Text;
        var inner = text[1..^1];
        if (text[0] == '`')
        {
            return new Term.Constant(Here, RegoString.Of(inner));
        }

        if (StringLiteral.Unescape(inner) is not { } value)
        {
            Error(Here, $"illegal string literal: {text}");
            return null;
        }

        return new Term.Constant(Here, RegoString.Of(value));
    }

    // Leaves the piece that ends the string as the current token.
    private Term? Template()
    {
        var place = Here;
        var parts = new List<TemplatePart>();
        while (true)
        {
            if (Current.Text.Length > 0)
            {
                parts.Add(new TemplatePart(Current.Text, null));
            }

            if (Kind == TokenKind.TemplateEnd)
            {
                return new Term.Template(place, parts);
            }

            Advance();
            if (Literal() is not { } expr)
            {
                Error(Here, "invalid template-string expression");
                return null;
            }

            if (Forbidden(expr) is { } what)
            {
                Error(expr.Location, $"unexpected {what} in template-string expression");
                return null;
            }

            parts.Add(new TemplatePart(null, expr));
            if (Kind != TokenKind.RightBrace)
            {
                Error(Here, "expected } to end template string expression");
                return null;
            }

            Advance();
        }
    }

    private static string? Forbidden(Expr expr) => expr switch
    {
        { Negated: true } => "negation ('not')",
        { Call.Function: Term.Var { Name: "eq" } } => "unification ('=')",
        { Call.Function: Term.Var { Name: "assign" } } => "assignment (':=')",
        { Statement: Statement.Logic { Kind: LogicKind.Not } } => "negation ('not')",
        { Statement: Statement.Logic } => "'and' or 'or'",
        { Statement: Statement.Every } => "'every'",
        { Statement: Statement.Some } => "'some'",
        _ => null,
    };
}
