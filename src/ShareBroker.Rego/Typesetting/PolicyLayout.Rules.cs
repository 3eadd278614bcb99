using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Typesetting;

internal sealed partial class PolicyLayout
{
    private void WriteRules(List<Rule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            Comments(rules[i].Location.Row);
            WriteRule(rules[i], isElse: false);
            var joined = i + 1 < rules.Count
                && IsGroupable(rules[i])
                && IsGroupable(rules[i + 1])
                && rules[i + 1].Location.Row == rules[i].Location.Row + 1;
            // After a body in braces the line has not ended; opa fmt would go on behind the brace and move it the next time.
            if (!joined || _lines.IsInLine)
            {
                _lines.BlankLine();
            }
        }
    }

    // Rules of one expression, each on the row below the one before, stay together.
    private bool IsGroupable(Rule rule) => rule.Body.Exprs.Count <= 1 && !rule.IsDefault && TakesIf(rule);

    private bool TakesIf(Rule rule) => _forms.UsesIf && (_forms.UsesContains || rule.Head.Value is not null);

    // The head says it all: p := 1, p contains 1.
    private static bool IsConstant(Rule rule) => rule is
    {
        Else: null,
        Body.Exprs: [{ Negated: false, Withs.Count: 0,
            Statement: Statement.Claim { Term: Term.Constant { Value: RegoBoolean { Value: true } } } }],
    };

    private bool WriteRule(Rule rule, bool isElse)
    {
        if (!isElse)
        {
            _lines.StartLine();
        }

        if (rule.IsDefault)
        {
            _lines.Write("default ");
        }

        var isConstant = IsConstant(rule);
        _takesLastComment = isConstant;
        var plain = isElse ? WriteElseHead(rule, isConstant) : WriteHead(rule, isConstant);
        if (isConstant)
        {
            _lines.EndLine();
            return true;
        }

        _takesLastComment = true;
        _forced = _map.Of(rule).HasFlag(RuleForm.Unbraced) ? PlaceOf(rule, rule.Location) : null;
        return WriteRuleBody(rule, plain);
    }

    private bool WriteRuleBody(Rule rule, bool plain)
    {
        var body = rule.Body;
        if (TakesIf(rule))
        {
            _lines.Write(" if");
            if (body.Exprs.Count == 1 && RowOf(body.Exprs[0]) == rule.Head.Location.Row && !(_options.Careful && body.Exprs[0]
                .Term is Term.Set))
            {
                _lines.Write(' ');
                var written = WriteExpr(body.Exprs[0]);
                _forced = null;
                if (!written)
                {
                    return Lost();
                }

                _lines.EndLine();
                return WriteElse(rule);
            }
        }

        _lines.Write(" {");
        if (plain || _comments.NextRow is null)
        {
            _lines.EndLine();
        }
        else
        {
            _lines.Write(' ');
        }

        _lines.Indent();
        WriteBody(body);
        _forced = null;
        if (!Comments(ClosingRow(rule)))
        {
            return Lost();
        }

        _lines.Outdent();
        _lines.StartLine();
        _lines.Write('}');
        return WriteElse(rule);
    }

    private int ClosingRow(Rule rule)
    {
        var place = PlaceOf(rule, rule.Location);
        var isElse = _elses.Contains(rule);
        var skipped = !isElse && rule.Head.Arguments is { Count: > 0 } ? "()" : !isElse && HasKey(rule) ? "[]" : string.Empty;
        return Brackets.ClosingRow(Written(place), place.Row, '{', '}', skipped);
    }

    private bool WriteElse(Rule rule)
    {
        if (rule.Else is not { } other)
        {
            return true;
        }

        // What stood behind a closing brace stays behind it; what began its row keeps a row of its own.
        var row = other.Location.Row;
        var follows = row > rule.Location.Row && !_source.Row(other.Location.Offset).StartsWith("else", StringComparison.Ordinal);
        var hasCommentAbove = _comments.NextRow < row || _lines.HasWaiting;
        if (!hasCommentAbove && follows)
        {
            _lines.Write(' ');
        }
        else
        {
            _lines.BlankLine();
            _lines.StartLine();
        }

        if (!Comments(row))
        {
            return Lost();
        }

        if (hasCommentAbove && !follows)
        {
            _lines.StartLine();
        }

        if (other.Head.Value is { } value)
        {
            _moved[value] = PlaceOf(other.Head, other.Head.Location);
        }

        _elses.Add(other);
        return WriteRule(other, isElse: true) || Lost();
    }
}
