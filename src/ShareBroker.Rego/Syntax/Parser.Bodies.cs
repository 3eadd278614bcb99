using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Parser
{
    private Body? Body(TokenKind end)
    {
        if (!Enter())
        {
            return null;
        }

        var height = _height;
        _height = 0;
        var body = Query(end, semicolons: false);
        _height = Math.Max(height, _height + 1);
        Leave();
        return body;
    }

    // With `semicolons`, an expression that no semicolon follows ends the query; otherwise a line break parts expressions too.
    private Body? Query(TokenKind end, bool semicolons)
    {
        if (Kind == end)
        {
            Error(Here, "found empty body");
            return null;
        }

        var exprs = new List<Expr>();
        while (true)
        {
            if (Literal() is not { } expr)
            {
                return null;
            }

            exprs.Add(expr);
            if (Kind == TokenKind.Semicolon)
            {
                Advance();
                continue;
            }

            if (Kind == end || semicolons)
            {
                return new Body(exprs);
            }

            if (!Current.NewlineBefore)
            {
                if (_errors.Count == 0)
                {
                    Unexpected($"expected \\n or {TokenNames.Of(TokenKind.Semicolon)} or {TokenNames.Of(end)}");
                }

                return null;
            }
        }
    }

    private Expr? Literal()
    {
        var start = Here.Offset;
        return ReadLiteral() is { } expr ? Spanned(expr with { End = _tokens[_at - 1].End }, start) : null;
    }

    private Expr? ReadLiteral()
    {
        if (_hasLogic && Kind is TokenKind.LeftBrace or TokenKind.LeftParen && LeadingOperand() is { } leading)
        {
            return leading.Expr;
        }

        NameIfRef();
        var place = Here;
        var negated = Kind == TokenKind.Not;
        if (negated)
        {
            Advance();
            if (_notTakesBodies && Kind == TokenKind.LeftBrace)
            {
                return NotBody(place) is { } not ? LogicTail(Operand.Of(not), place) : null;
            }
        }

        switch (Kind)
        {
            case TokenKind.Some or TokenKind.Every when negated:
                Unexpected($"illegal negation of '{TokenNames.Of(Kind)}'");
                return null;
            case TokenKind.Some when !negated:
                return Some();
            case TokenKind.Every when !negated:
                return Every();
            default:
                return Claim(negated);
        }
    }

    private Expr? Claim(bool negated)
    {
        var place = negated ? _tokens[_at - 1].Location : Here;
        if (negated && _notTakesBodies && Kind == TokenKind.LeftParen && LogicGroup(isOperand: true) is { } group)
        {
            return group.Operand is { } inner ? LogicTail(Operand.Of(Not(place, inner)), place) : null;
        }

        var opensBrace = !negated && Kind == TokenKind.LeftBrace;
        if (BareClaim(place) is not { } bare)
        {
            return null;
        }

        var withPlace = Here;
        if (Withs(bare) is not { } expr)
        {
            return null;
        }

        expr = Negated(expr, negated);
        if (Kind is not (TokenKind.LogicalAnd or TokenKind.LogicalOr))
        {
            return expr;
        }

        if (expr.Withs.Count > 0)
        {
            Error(withPlace, $"`with` modifier is not allowed on operand of `{TokenNames.Of(Kind)}`");
            return null;
        }

        if (opensBrace)
        {
            Error(place, expr.Term is Term.Object { Entries.Count: 0 } ? "found empty body" : BraceLed(TokenNames.Of(Kind)));
            return null;
        }

        return OrChain(Operand.Of(expr), place) is { } chain ? Withs(chain) : null;
    }

    private Expr? BareClaim(Location place)
    {
        if (Infix() is not { } left)
        {
            return null;
        }

        var claim = left;
        if (Kind is TokenKind.Assign or TokenKind.Unify)
        {
            var function = OperatorVar();
            Advance();
            if (Infix() is not { } right)
            {
                return null;
            }

            claim = new Term.Call(left.Location, function, [left, right]);
        }

        return new Expr(place, new Statement.Claim(claim));
    }

    private Expr? Withs(Expr expr)
    {
        if (Kind != TokenKind.With)
        {
            return expr;
        }

        var withs = new List<With>();
        while (Kind == TokenKind.With)
        {
            if (OneWith() is not { } with)
            {
                return null;
            }

            withs.Add(with);
        }

        return expr with { Withs = withs };
    }

    private With? OneWith()
    {
        var place = Here;
        Advance();
        if (Kind != TokenKind.Identifier)
        {
            Unexpected("expected ident");
            return null;
        }

        if (ReadTerm() is not { } target)
        {
            return null;
        }

        if (target is not (Term.Ref or Term.Var))
        {
            Unexpected("expected with target path");
        }

        if (Kind != TokenKind.As)
        {
            Unexpected("expected as keyword");
            return null;
        }

        Advance();
        return Infix() is { } value ? new With(place, target, value) : null;
    }

    private static bool IsMembership(Term term) => term is Term.Call { Function: Term.Ref } call
        && call.Name is "internal.member_2" or "internal.member_3";

    // The membership builtins can also be called by name, with any number of arguments.
    private static bool IsWellFormed(Term.Call call) => call.Arguments.Count == (call.Name == "internal.member_2" ? 2 : 3);

    private Expr? Some()
    {
        var place = Here;
        var mark = Save();
        Advance();
        if (Infix() is Term.Call call)
        {
            if (!IsMembership(call))
            {
                Unexpected("expected `x in xs` or `x, y in xs` expression");
                return null;
            }

            if (!IsWellFormed(call))
            {
                Unexpected("illegal domain");
                return null;
            }

            return Withs(new Expr(place, new Statement.Some(place, [call])));
        }

        Restore(mark);
        var symbols = new List<Term>();
        do
        {
            Advance();
            if (Kind != TokenKind.Identifier)
            {
                Unexpected("expected var");
                return null;
            }

            symbols.Add(Variable());
            Advance();
        }
        while (Kind == TokenKind.Comma);

        return new Expr(place, new Statement.Some(place, symbols));
    }

    private Expr? Every()
    {
        var place = Here;
        Advance();
        if (Infix() is not { } term)
        {
            return null;
        }

        if (!IsMembership(term))
        {
            Unexpected("expected `x[, y] in xs { ... }` expression");
            return null;
        }

        var arguments = ((Term.Call)term).Arguments;
        if (!IsWellFormed((Term.Call)term))
        {
            Unexpected("illegal domain");
            return null;
        }

        var key = arguments.Count == 3 ? arguments[0] : null;
        var value = arguments[^2];
        if (key is not (null or Term.Var) || value is not Term.Var)
        {
            Unexpected($"expected {(value is Term.Var ? "key" : "value")} to be a variable");
            return null;
        }

        if (Kind != TokenKind.LeftBrace)
        {
            Unexpected("missing body");
            return null;
        }

        return BracedBody() is { } body
            ? Withs(new Expr(place, new Statement.Every(place, key, value, arguments[^1], body)))
            : null;
    }
}
