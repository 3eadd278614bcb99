using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Parser
{
    // From loosest to tightest. `in` is looser than all of them and stands apart, because it may take a key before a comma.
    private static readonly TokenKind[][] Levels =
    [
        [TokenKind.Equal, TokenKind.NotEqual, TokenKind.Less, TokenKind.Greater, TokenKind.LessOrEqual, TokenKind.GreaterOrEqual],
        [TokenKind.Or],
        [TokenKind.And],
        [TokenKind.Plus, TokenKind.Minus],
        [TokenKind.Multiply, TokenKind.Divide, TokenKind.Remainder],
    ];

    /// <summary>An expression with operators; <c>k, v in xs</c> is one where no list is being read.</summary>
    private Term? Infix(bool inList = false)
    {
        if (!Enter())
        {
            return null;
        }

        var height = _height;
        _height = 0;
        var term = Membership(inList);
        _height = Math.Max(height, _height);
        Leave();
        return term;
    }

    private Term? Membership(bool inList)
    {
        var start = Here.Offset;
        if (Operators(0) is not { } term)
        {
            return null;
        }

        if (!inList && Kind == TokenKind.Comma)
        {
            var mark = Save();
            Advance();
            if (Operators(0) is { } value && Kind == TokenKind.In && MemberOf([term, value], start) is { } call)
            {
                term = call;
            }
            else
            {
                Restore(mark);
            }
        }

        // On a line of its own, `in.x` or `if.x` begins the next expression.
        if (Current.NewlineBefore)
        {
            NameIfRef();
        }

        while (Kind == TokenKind.In)
        {
            if (MemberOf([term], start) is not { } call)
            {
                return term;
            }

            term = call;
        }

        return term;
    }

    private Term? MemberOf(IReadOnlyList<Term> left, int start)
    {
        var place = Here;
        Advance();
        if (Operators(0) is not { } right || !Grow())
        {
            return null;
        }

        var name = new Term.Constant(place, RegoString.Of(left.Count == 1 ? "member_2" : "member_3"));
        return Spanned(
            new Term.Call(left[0].Location, new Term.Ref(place, new Term.Var(place, "internal"), [name]), [.. left, right]), start);
    }

    private Term? Operators(int level)
    {
        if (level == Levels.Length)
        {
            return ReadTerm();
        }

        var start = Here.Offset;
        var left = Operators(level + 1);
        while (left is not null && Levels[level].Contains(Kind))
        {
            var function = OperatorVar();
            Advance();
            if (Operators(level + 1) is not { } right || !Grow())
            {
                return left;
            }

            left = Spanned(new Term.Call(left.Location, function, [left, right]), start);
        }

        return left;
    }

    private bool Grow() => ++_height <= HeightMax || TooDeep();

    private Term.Var OperatorVar() => new(Here, TokenNames.Operator(Kind)!);

    // A term that begins here is remembered: what looks like a comprehension is read twice, and nested ones would be read 2^n times.
    private Term? ReadTerm()
    {
        if (_at != _nameAt && _memo.TryGetValue(_at, out var known))
        {
            (_at, _wildcards) = (known.End, known.Wildcards);
            _height = Math.Max(_height, known.Height);
            _errors.AddRange(known.Errors);
            return known.Term;
        }

        if (!Enter())
        {
            return null;
        }

        var start = Save();
        var height = _height;
        _height = 0;
        var term = Finish(SpannedPrimary());
        var own = _height + 1;
        _height = Math.Max(height, own);
        Leave();
        if (own > HeightMax)
        {
            TooDeep();
            return null;
        }

        var errors = _tooDeep ? [] : _errors.Skip(start.Errors).ToArray();
        _memo[start.At] = new Remembered(term, _at, _wildcards, own, errors);
        return term;
    }

    // A number's stretch is reckoned to be its first token, a sign or a point.
    private Term? SpannedPrimary()
    {
        var first = Current;
        var term = Primary();
        if (term is not null)
        {
            var exact = new TextSpan(first.Location.Offset, Current.End);
            var isPart = first.Kind is TokenKind.Minus or TokenKind.Dot;
            _map?.Add(term, isPart ? exact with { End = first.End } : exact, exact);
        }

        return term;
    }

    // Leaves the term's last token as the current one.
    private Term? Primary()
    {
        var place = Here;
        switch (Kind)
        {
            case TokenKind.Null:
                return new Term.Constant(place, RegoNull.Value);
            case TokenKind.True:
                return new Term.Constant(place, RegoBoolean.True);
            case TokenKind.False:
                return new Term.Constant(place, RegoBoolean.False);
            case TokenKind.Minus or TokenKind.Dot or TokenKind.Number:
                return Number();
            case TokenKind.String:
                return String();
            case TokenKind.TemplatePart or TokenKind.TemplateEnd:
                return Template();
            case TokenKind.Identifier or TokenKind.Contains:
                return Variable();
            case TokenKind.LogicalAnd or TokenKind.LogicalOr when !Next.SpaceBefore && NextKind == TokenKind.LeftParen:
                return Variable();
            case TokenKind.LeftBracket:
                return ArrayOrComprehension();
            case TokenKind.LeftBrace:
                return Braced();
            case TokenKind.LeftParen:
                return Parenthesised();
            default:
                Unexpected();
                return null;
        }
    }

    private Term? Parenthesised()
    {
        Advance();
        if (Infix() is not { } inner)
        {
            return null;
        }

        if (Kind != TokenKind.RightParen)
        {
            Error(Here, "non-terminated expression");
            return null;
        }

        return inner;
    }

    private Term? Finish(Term? head)
    {
        if (head is null)
        {
            return null;
        }

        var start = Here.Offset;
        Advance();
        return !Current.SpaceBefore && Kind is TokenKind.LeftParen or TokenKind.Dot or TokenKind.LeftBracket
            ? Reference(head, start)
            : Root(head, start);
    }

    private Term Root(Term term, int start) =>
        term is Term.Var { Name: "input" or "data" } ? Spanned(new Term.Ref(term.Location, term, []), start) : term;

    private Term.Var Variable() => new(Here, Current.Text == "_" ? NextWildcard() : Current.Text);

    // A name with its dots and brackets, as packages and imports have it; keywords are names there.
    private Term? VarOrRef()
    {
        var head = Variable();
        Advance();
        return !Current.SpaceBefore && Kind is TokenKind.LeftParen or TokenKind.Dot or TokenKind.LeftBracket
            ? Reference(head, head.Location.Offset)
            : head;
    }

    // Called on the first dot, bracket or parenthesis after the head; leaves the token after the reference.
    private Term? Reference(Term head, int start)
    {
        if (!Enter())
        {
            return null;
        }

        if (head is Term.Constant or Term.Ref or Term.Template)
        {
            Error(head.Location, $"illegal ref (head cannot be {TermPrinter.KindOf(head)})");
        }

        var term = References(head, start);
        Leave();
        return term;
    }

    private Term? References(Term head, int start)
    {
        var operands = new List<Term>();
        var calls = 0;
        do
        {
            if (Kind is TokenKind.Dot or TokenKind.LeftBracket)
            {
                if (RefPart() is not { } part)
                {
                    return null;
                }

                operands.Add(part);
                if (operands.Count > RefPartsMax)
                {
                    Error(head.Location, $"a reference has more than {RefPartsMax} parts, and no value nests so deeply");
                    return null;
                }

                continue;
            }

            if (CallOf(Joined(head, operands), start) is not { } call || !Grow())
            {
                return null;
            }

            head = call;
            operands = [];
            calls++;
            if (Kind == TokenKind.LeftParen)
            {
                return SpannedReference(head, start, takesMore: true);
            }
        }
        while (!Current.SpaceBefore && Kind is TokenKind.LeftParen or TokenKind.Dot or TokenKind.LeftBracket);

        var takesMore = calls > 1 || (calls == 1 && (operands.Count > 0 || !Current.SpaceBefore));
        return SpannedReference(Joined(head, operands), start, takesMore);
    }

    // Called on the dot or bracket; leaves the token after the part.
    private Term? RefPart()
    {
        var isBracket = Kind == TokenKind.LeftBracket;
        Advance();
        if (!isBracket)
        {
            if (Current.SpaceBefore || (Kind != TokenKind.Identifier && !TokenNames.IsKeyword(Kind)))
            {
                MissingName();
                return null;
            }

            var name = new Term.Constant(Here, RegoString.Of(Current.Text));
            Advance();
            return name;
        }

        if (Infix() is not { } operand)
        {
            return null;
        }

        if (Kind != TokenKind.RightBracket)
        {
            Unexpected("expected [");
            return null;
        }

        Advance();
        return operand;
    }

    // What layout has to reproduce: the stretch of a call or of what follows it may take the token behind it along.
    private Term SpannedReference(Term term, int start, bool takesMore)
    {
        var end = _tokens[_at - 1].End;
        _map?.Add(term, new TextSpan(start, takesMore ? Current.End : end), new TextSpan(term.Location.Offset, end));
        return term;
    }

    private static Term Joined(Term head, IReadOnlyList<Term> operands) =>
        operands.Count == 0 ? head : new Term.Ref(head.Location, head, operands);

    private void MissingName()
    {
        if (Current.SpaceBefore)
        {
            var dot = _tokens[_at - 1].Location;
            var blank = Current.BreakFirst
                ? dot with { Row = dot.Row + 1, Column = 0, Offset = dot.Offset + 1 }
                : dot with { Column = dot.Column + 1, Offset = dot.Offset + 1 };
            Error(blank, "unexpected whitespace token: expected identifier");
        }
        else
        {
            Unexpected("expected identifier");
        }
    }

    private Term? CallOf(Term function, int start)
    {
        var place = function.Location;
        Advance();
        var arguments = new List<Term>();
        if (Kind != TokenKind.RightParen && !List(TokenKind.RightParen, arguments))
        {
            return null;
        }

        Advance();
        return Spanned<Term>(
            function is Term.Var { Name: "set" } && arguments.Count == 0
                ? new Term.Set(place, [])
                : new Term.Call(place, function, arguments),
            start);
    }
}
