using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

internal sealed partial class PolicyLayout
{
    private bool WriteBody(Body body)
    {
        var exprs = body.Exprs;
        if (!Comments(RowOf(exprs[0])))
        {
            return false;
        }

        for (var i = 0; i < exprs.Count; i++)
        {
            if (i > 0 && RowOf(exprs[i]) > LastRowOf(exprs[i - 1]) + 1)
            {
                _lines.BlankLine();
            }

            _lines.StartLine();
            WriteExpr(exprs[i]);
            _lines.EndLine();
        }

        return true;
    }

    private int LastRowOf(Expr expr)
    {
        var place = PlaceOf(expr, expr.Location);
        return place.Row + _source.BreaksIn(place.Text);
    }

    private bool WriteExpr(Expr expr)
    {
        if (!Comments(RowOf(expr)))
        {
            return false;
        }

        _lines.StartLineUnlessIn();
        _lines.Write(expr.Negated ? "not " : string.Empty);
        var written = expr.Statement switch
        {
            Statement.Some some => WriteSome(expr, some) || Lost(),
            Statement.Every every => WriteEvery(expr, every) || Lost(),
            Statement.Claim { Term: Term.Call call } => WriteClaim(call),
            Statement.Claim claim => WriteTerm(claim.Term),
            _ => WriteAsItStands(expr),
        };
        return written && (expr.Withs.Count == 0 || expr.Statement is Statement.Logic || WriteWiths(expr.Withs) || Lost());
    }

    // Statements younger than the layout: there is no rule for them yet.
    private bool WriteAsItStands(Expr expr)
    {
        WriteUnformatted(PlaceOf(expr, expr.Location));
        return true;
    }

    private bool WriteWiths(IReadOnlyList<With> withs)
    {
        var isIndented = false;
        for (var i = 0; i < withs.Count; i++)
        {
            var breaks = i > 0 && RowOf(withs[i]) != RowOf(withs[i - 1]);
            if (breaks)
            {
                if (!isIndented)
                {
                    _lines.Indent();
                }

                isIndented = true;
                _lines.EndLine();
                _lines.StartLine();
            }

            if (!WriteWith(withs[i], breaks))
            {
                return false;
            }
        }

        if (isIndented)
        {
            _lines.Outdent();
        }

        return true;
    }

    private int RowOf(With with) => PlaceOf(with, with.Location).Row;

    private bool WriteWith(With with, bool beginsLine)
    {
        if (!Comments(RowOf(with)))
        {
            return false;
        }

        _lines.Write(beginsLine ? "with " : " with ");
        if (!WriteTerm(with.Target))
        {
            return false;
        }

        _lines.Write(" as ");
        return WriteTerm(with.Value);
    }

    private bool WriteSome(Expr expr, Statement.Some some)
    {
        var row = RowOf(expr);
        if (!Comments(row))
        {
            return false;
        }

        _lines.Write("some ");
        for (var i = 0; i < some.Symbols.Count; i++)
        {
            if (some.Symbols[i] is Term.Call call)
            {
                if (!WriteMembership(call, false))
                {
                    return false;
                }

                continue;
            }

            var own = RowOf(some.Symbols[i]);
            if (own > row)
            {
                _lines.EndLine();
                _lines.StartLine();
                _lines.Write(LineWriter.Indentation);
                row = own;
            }
            else if (i > 0)
            {
                _lines.Write(' ');
            }

            if (!WriteTerm(some.Symbols[i]))
            {
                return false;
            }

            _lines.Write(i < some.Symbols.Count - 1 ? "," : string.Empty);
        }

        return true;
    }

    private bool WriteEvery(Expr expr, Statement.Every every)
    {
        var row = RowOf(expr);
        if (!Comments(row))
        {
            return false;
        }

        _lines.Write("every ");
        if (every.Key is not null)
        {
            if (!WriteTerm(every.Key))
            {
                return false;
            }

            _lines.Write(", ");
        }

        if (!WriteTerm(every.Value))
        {
            return false;
        }

        _lines.Write(" in ");
        if (!WriteTerm(every.Domain))
        {
            return false;
        }

        _lines.Write(" {");
        WriteInnerBody(every.Body, row, static () => Brackets.Nowhere);
        _lines.Write(every.Body.Exprs.Count == 1 && RowOf(every.Body.Exprs[0]) == row ? " }" : "}");
        return true;
    }

    // The body of a comprehension or of `every`, behind what opens it.
    private bool WriteInnerBody(Body body, int row, Func<int> closingRow)
    {
        var exprs = body.Exprs;
        if (RowOf(exprs[0]) <= row && exprs.Zip(exprs.Skip(1)).All(pair => RowOf(pair.Second) <= RowOf(pair.First)))
        {
            for (var i = 0; i < exprs.Count; i++)
            {
                _lines.Write(i == 0 ? " " : "; ");
                if (!WriteExpr(exprs[i]))
                {
                    return false;
                }
            }

            return Comments(closingRow()) || Lost();
        }

        _lines.EndLine();
        _lines.Indent();
        var written = WriteBody(body) && (Comments(closingRow()) || Lost());
        _lines.Outdent();
        _lines.StartLine();
        return written;
    }
}
