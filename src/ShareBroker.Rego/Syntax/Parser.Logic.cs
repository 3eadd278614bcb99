using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary><c>and</c>, <c>or</c> and <c>not { body }</c>, each after its import only. <c>not</c> binds tightest, <c>or</c> loosest; a
/// <c>with</c> behind the whole belongs to the whole.</summary>
internal sealed partial class Parser
{
    private bool _hasAnd;
    private bool _hasOr;
    private bool _notTakesBodies;

    private bool _hasLogic;

    // An operand and where it begins; Operand is null after a fault.
    private readonly record struct Group(Operand? Operand, Location Place);

    private readonly record struct Leading(Expr? Expr);

    private static string BraceLed(string name) => $"operand of `{name}` cannot begin with `{{` unless the braces hold a body";

    private static Expr Not(Location place, Operand operand) => new(place, new Statement.Logic(place, LogicKind.Not, [operand]));

    private void ImportLogic(string keyword)
    {
        _hasAnd |= keyword == "and";
        _hasOr |= keyword == "or";
        _notTakesBodies |= keyword == "not";
        _hasLogic = _hasAnd || _hasOr;
    }

    private TokenKind LogicKeyword(string text) => text switch
    {
        "and" when _hasAnd => TokenKind.LogicalAnd,
        "or" when _hasOr => TokenKind.LogicalOr,
        _ => TokenKind.Identifier,
    };

    // With bodies, what is negated is evaluated inside of them, its arguments too; `with` stays outside.
    private Expr Negated(Expr expr, bool negated)
    {
        if (!negated || !_notTakesBodies)
        {
            return expr with { Negated = negated };
        }

        return Not(expr.Location, Operand.Of(expr with { Withs = [] })) with { Withs = expr.Withs };
    }

    // A statement that begins with a brace or a parenthesis: null when that is a term's.
    private Leading? LeadingOperand()
    {
        if (Kind == TokenKind.LeftParen)
        {
            return LogicGroup(isOperand: false) is not { } group ? null
                : new Leading(group.Operand is null ? null : LogicTail(group.Operand, group.Place));
        }

        var mark = Save();
        var place = Here;
        if (BracedBody() is { } body && Kind is TokenKind.LogicalAnd or TokenKind.LogicalOr)
        {
            CheckUnion(body, place);
            return new Leading(OrChain(new Operand(body, Braced: true), place) is { } chain ? Withs(chain) : null);
        }

        Restore(mark);
        return null;
    }

    private Expr? LogicTail(Operand first, Location place)
    {
        var expr = Kind is TokenKind.LogicalAnd or TokenKind.LogicalOr ? OrChain(first, place) : first.Body.Exprs[0];
        return expr is null ? null : Withs(expr);
    }

    private Expr? OrChain(Operand first, Location place)
    {
        if (!Enter())
        {
            return null;
        }

        var chain = AndChain(first, place) is { } left ? Chain(left, place, LogicKind.Or) : null;
        Leave();
        return chain?.Body.Exprs[0];
    }

    private Operand? AndChain(Operand first, Location place) => Chain(first, place, LogicKind.And);

    // `a or b or c` is one statement of three operands. Without an operator the first operand stays alone.
    private Operand? Chain(Operand first, Location place, LogicKind kind)
    {
        var (token, name) = kind == LogicKind.And ? (TokenKind.LogicalAnd, "and") : (TokenKind.LogicalOr, "or");
        if (Kind != token)
        {
            return first;
        }

        var operands = new List<Operand> { first };
        while (Kind == token)
        {
            Advance();
            if (ReadOperand(name) is not { Operand: { } next } read)
            {
                return null;
            }

            var whole = kind == LogicKind.Or ? AndChain(next, read.Place) : next;
            if (whole is null)
            {
                return null;
            }

            operands.Add(whole);
        }

        foreach (var empty in operands.Where(static operand => operand.Body.Exprs.All(IsPrint)))
        {
            Error(empty.Body.Exprs[0].Location, $"operand of `{name}` cannot consist only of calls to `print`");
        }

        return Operand.Of(new Expr(place, new Statement.Logic(place, kind, operands)));
    }

    private static bool IsPrint(Expr expr) => expr is { Negated: false, Call.Function: Term.Var { Name: "print" } };

    private Group ReadOperand(string? name)
    {
        var place = Here;
        if (Kind == TokenKind.LeftBrace)
        {
            return new Group(BracedOperand(name), place);
        }

        var negated = Kind == TokenKind.Not && !NextContinuesRef;
        if (negated)
        {
            Advance();
            if (_notTakesBodies && Kind == TokenKind.LeftBrace)
            {
                return new Group(NotBody(place) is { } not ? Operand.Of(not) : null, place);
            }
        }

        if (Kind == TokenKind.LeftParen && (!negated || _notTakesBodies) && LogicGroup(isOperand: true) is { } group)
        {
            return group.Operand is null || !negated ? group with { Place = place }
                : new Group(Operand.Of(Not(place, group.Operand)), place);
        }

        NameIfRef();
        return new Group(BareClaim(place) is { } expr ? Operand.Of(Negated(expr, negated)) : null, place);
    }

    private Operand? BracedOperand(string? name)
    {
        var (mark, place) = (Save(), Here);
        if (BracedBody() is { } body)
        {
            CheckUnion(body, place);
            return new Operand(body, Braced: true);
        }

        return name is null || Kind == TokenKind.RightBrace ? null : ExplainBrace(mark, () => Error(place, BraceLed(name)));
    }

    // What is no body may be a value; then that is what to say.
    private Operand? ExplainBrace(Mark mark, Action explain)
    {
        var faults = _errors.Skip(mark.Errors).ToArray();
        Restore(mark);
        var isValue = Infix() is not null;
        Restore(mark);
        if (isValue)
        {
            explain();
        }
        else if (!_tooDeep)
        {
            _errors.AddRange(faults);
        }

        return null;
    }

    // Called on the brace after `not`.
    private Expr? NotBody(Location place)
    {
        var (mark, brace) = (Save(), Here);
        if (BracedBody() is { } body)
        {
            CheckUnion(body, brace);
            return Not(place, new Operand(body, Braced: true));
        }

        ExplainBrace(mark, () => Error(brace, "`{...}` in an operand position must contain expression(s)"));
        return null;
    }

    // `{ a | b }` would be a comprehension anywhere else.
    private void CheckUnion(Body body, Location place)
    {
        if (body.Exprs[0] is { Call: { Function: Term.Var { Name: "or" } function } call } expr
            && function.Location != call.Location && expr.Location == call.Location)
        {
            Error(place, "ambiguous `{ ... | ... }` operand: read as a body holding a set-union expression, not as a comprehension");
        }
    }

    // Called on an opening parenthesis. Null, at the same place, when the parentheses hold a value.
    private Group? LogicGroup(bool isOperand)
    {
        if (!Enter())
        {
            return new Group(null, Here);
        }

        var (mark, place) = (Save(), Here);
        Advance();
        var operand = GroupContent(mark, place, isOperand, out var isValue);
        Leave();
        if (isValue && !_tooDeep)
        {
            Restore(mark);
            return null;
        }

        return new Group(operand, place);
    }

    private Operand? GroupContent(Mark open, Location place, bool isOperand, out bool isValue)
    {
        isValue = false;
        if (Kind == TokenKind.RightParen)
        {
            isValue = !isOperand;
            Error(place, "empty parenthesized group");
            return null;
        }

        if (ReadOperand(null) is not { Operand: { } first } read)
        {
            isValue = true;
            return null;
        }

        if (Kind is TokenKind.LogicalAnd or TokenKind.LogicalOr)
        {
            return OrChain(first, read.Place) is { } chain && Withs(chain) is { } whole && Closed() ? Operand.Of(whole) : null;
        }

        if (Kind == TokenKind.With && !first.Braced)
        {
            return Withs(first.Body.Exprs[0]) is { } expr && Closed() && IsGroup(isOperand, out isValue) ? Operand.Of(expr) : null;
        }

        if (first.Braced)
        {
            isValue = IsValue(open);
            if (!isValue)
            {
                Error(place, "`(...)` in an operand position cannot contain a body");
            }

            return null;
        }

        isValue = first.Body.Exprs is not [{ Negated: true } or { Statement: Statement.Logic }];
        return !isValue && Closed() ? first : null;
    }

    // `(a with input as x)` groups where an operand is wanted, or before an operator.
    private bool IsGroup(bool isOperand, out bool isValue)
    {
        isValue = !isOperand && Kind is not (TokenKind.LogicalAnd or TokenKind.LogicalOr);
        return !isValue;
    }

    private bool IsValue(Mark open)
    {
        var faults = _errors.ToArray();
        var at = Save();
        Restore(open);
        Advance();
        var isValue = ReadTerm() is not null;
        Restore(open);
        _errors.Clear();
        _errors.AddRange(faults);
        Restore(at);
        return isValue;
    }

    private bool Closed()
    {
        if (Kind != TokenKind.RightParen)
        {
            Error(Here, "expected ) to close parenthesized group");
            return false;
        }

        Advance();
        return true;
    }
}
