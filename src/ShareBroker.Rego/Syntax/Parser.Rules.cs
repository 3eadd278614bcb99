using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Parser
{
    private static Body TrueBody(Location location) =>
        new([new Expr(location, new Statement.Claim(new Term.Constant(location, RegoBoolean.True)))]);

    // A rule, with the further rules that bodies chained to it make; null without an error when no rule begins here.
    private List<WrittenRule>? Rules()
    {
        var place = Here;
        var isDefault = Kind == TokenKind.Default && !NextContinuesRef;
        if (isDefault)
        {
            Advance();
        }

        NameIfRef();
        if (Kind != TokenKind.Identifier)
        {
            return null;
        }

        if (Head(isDefault) is not { } written)
        {
            return null;
        }

        if (isDefault)
        {
            return Default(place, written.Head);
        }

        return FinishRule(place, written);
    }

    private List<WrittenRule>? Default(Location place, Head head)
    {
        // As in OPA, a function needs no value; one without parameters is known by its parentheses alone.
        var isFunction = _at > 0 && _tokens[_at - 1].Kind == TokenKind.RightParen;
        if (!head.ValueWritten && head.Path.Count > 1 && !isFunction)
        {
            Error(place, "illegal default rule (must have a value)");
            return null;
        }

        var before = _errors.Count;
        DefaultRules.Check(place, head, message => Error(place, message));
        return _errors.Count > before
            ? null
            : [new WrittenRule(new Rule(place, head, TrueBody(place)) { IsDefault = true }, [false], false, [false])];
    }

    private List<WrittenRule>? FinishRule(Location place, (Head Head, bool Contains) written)
    {
        var usesIf = Kind == TokenKind.If;
        var head = Spanned(PlaceKey(written.Head, usesIf, written.Contains), written.Head.Location.Offset);
        Body? body;
        if (usesIf)
        {
            body = IfBody();
        }
        else if (Kind == TokenKind.LeftBrace)
        {
            body = BracedBody();
        }
        else
        {
            return written.Contains
                ? [new WrittenRule(Spanned(new Rule(head.Location, head, TrueBody(place)), place.Offset), [false], true, [false])]
                : null;
        }

        if (body is null)
        {
            return null;
        }

        var usedIf = new List<bool> { usesIf };
        var bodies = new List<bool> { true };
        Rule? other = null;
        if (Kind == TokenKind.Else && !NextContinuesRef)
        {
            other = ElseAllowed(head) ? Else(head, usedIf, bodies) : null;
            if (other is null)
            {
                return null;
            }
        }

        var rule = Spanned(new Rule(place, head, body) { Else = other }, place.Offset);
        return Chained(new WrittenRule(Formed(rule, usesIf ? RuleForm.UsesIf : RuleForm.None), usedIf, written.Contains, bodies));
    }

    // Without `if`, p[x] { ... } adds to the set p (the old grammar); with it, p[x] is one place of an object.
    private static Head PlaceKey(Head head, bool usesIf, bool contains) =>
        !usesIf && !contains && !head.IsFunction && head.Path.Count == 2 && !head.ValueWritten
            ? head with { Path = [head.Path[0]], Key = head.Path[1], Value = null, Kind = RuleKind.MultiValue }
            : head;

    private Body? IfBody()
    {
        Advance();
        var mark = Save();
        if (Literal() is { } expr && expr.Term is not Term.Set)
        {
            return new Body([expr]);
        }

        Restore(mark);
        return BracedBody();
    }

    private Body? BracedBody()
    {
        Advance();
        if (Body(TokenKind.RightBrace) is not { } body)
        {
            return null;
        }

        Advance();
        return body;
    }

    private bool ElseAllowed(Head head)
    {
        if (head.Path.Count > 1 && head.Path.Skip(1).Any(static term => term is not Term.Constant))
        {
            Error(Here, "else keyword cannot be used on rules with variables in head");
            return false;
        }

        if (head.Kind == RuleKind.MultiValue)
        {
            Error(Here, "else keyword cannot be used on multi-value rules");
            return false;
        }

        return true;
    }

    private Rule Formed(Rule rule, RuleForm form)
    {
        _map?.Add(rule, form);
        return rule;
    }

    private List<WrittenRule>? Chained(WrittenRule first)
    {
        var rules = new List<WrittenRule> { first };
        while (Kind == TokenKind.LeftBrace)
        {
            if (first.Rule.Else is not null)
            {
                Error(Here, "expected else keyword");
                return null;
            }

            var place = Here;
            if (BracedBody() is not { } body)
            {
                return null;
            }

            var next = Spanned(new Rule(place, FreshWildcards(first.Rule.Head) with { Location = place }, body), place.Offset);
            var form = RuleForm.Chained | (first.UsesIf[0] ? RuleForm.UsesIf : RuleForm.None);
            rules.Add(first with { Rule = Formed(next, form) });
        }

        return rules;
    }

    private Head FreshWildcards(Head head) => head.Arguments is null
        ? head
        : head with
        {
            Arguments = [.. head.Arguments.Select(FreshWildcard)],
        };

    private Term FreshWildcard(Term term) =>
        term is Term.Var { IsWildcard: true } wildcard ? wildcard with { Name = NextWildcard() } : term;

    private Rule? Else(Head head, List<bool> usedIf, List<bool> bodies)
    {
        if (!Enter())
        {
            return null;
        }

        var start = Here.Offset;
        var rule = Spanned(ElseBranch(head, usedIf, bodies), start);
        Leave();
        return rule;
    }

    private Rule? ElseBranch(Head head, List<bool> usedIf, List<bool> bodies)
    {
        var place = Here;
        Advance();
        var branch = ElseHead(FreshWildcards(head) with { Location = place });
        if (branch is null)
        {
            return null;
        }

        Spanned(branch, place.Offset);
        var usesIf = Kind == TokenKind.If;
        usedIf.Add(usesIf);
        bodies.Add(usesIf || Kind == TokenKind.LeftBrace);
        if (!usesIf && Kind != TokenKind.LeftBrace)
        {
            return Formed(new Rule(place, branch, TrueBody(place)), RuleForm.Unbraced);
        }

        var unbraced = (usesIf ? NextKind : Kind) != TokenKind.LeftBrace;
        var form = (usesIf ? RuleForm.UsesIf : RuleForm.None) | (unbraced ? RuleForm.Unbraced : RuleForm.None);

        if (ElseBody(usesIf) is not { } body)
        {
            return null;
        }

        if (Kind != TokenKind.Else)
        {
            return Formed(new Rule(place, branch, body), form);
        }

        return Else(head, usedIf, bodies) is { } other ? Formed(new Rule(place, branch, body) { Else = other }, form) : null;
    }

    private Head? ElseHead(Head head)
    {
        switch (Kind)
        {
            case TokenKind.LeftBrace or TokenKind.If:
                return head with { Value = new Term.Constant(head.Location, RegoBoolean.True), ValueWritten = false };
            case TokenKind.Assign or TokenKind.Unify:
                var assigned = Kind == TokenKind.Assign;
                Advance();
                return Infix() is { } value ? head with { Value = value, Assigned = assigned, ValueWritten = true } : null;
            default:
                Unexpected("expected else value term or rule body");
                return null;
        }
    }

    private Body? ElseBody(bool usesIf)
    {
        if (usesIf)
        {
            Advance();
        }

        if (Kind == TokenKind.LeftBrace)
        {
            return BracedBody();
        }

        if (Kind == TokenKind.EndOfText)
        {
            Unexpected("rule body expected");
            return null;
        }

        return Literal() is { } expr ? new Body([expr]) : null;
    }
}
