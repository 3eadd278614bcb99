using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Typesetting;

internal sealed partial class PolicyLayout
{
    // A term that cannot be laid out for its comments is written as it stood.
    private bool WriteTerm(Term term)
    {
        var (position, length) = (_comments.Position, _lines.Length);
        if (WritePart(term, parens: false))
        {
            return true;
        }

        _lines.Truncate(length);
        _comments.Position = position;
        WriteUnformatted(PlaceOf(term, term.Location));
        return false;
    }

    private bool WritePart(Term term, bool parens)
    {
        if (!Comments(RowOf(term)))
        {
            return Lost();
        }

        _lines.StartLineUnlessIn();
        var written = term switch
        {
            Term.Ref reference => WritePath(reference.Head, reference.Operands, 0),
            Term.Object entries => WriteObject(entries),
            Term.Array array => WriteArray(array),
            Term.Set set => WriteSet(set),
            Term.ArrayComprehension c => WriteComprehension(term, c.Item, c.Body, '[', ']'),
            Term.SetComprehension c => WriteComprehension(term, c.Item, c.Body, '{', '}'),
            Term.ObjectComprehension c => WriteObjectComprehension(c),
            Term.Call call => WriteCall(call, parens),
            Term.Template template => WriteTemplate(template),
            _ => WriteLeaf(term),
        };
        if (!written)
        {
            return Lost();
        }

        _lines.StartLineUnlessIn();
        return true;
    }

    private bool WriteLeaf(Term term)
    {
        if (term is Term.Constant { Value: RegoString } text)
        {
            WriteString(text);
        }
        else
        {
            _lines.Write(Printed(term));
        }

        return true;
    }

    // What a term's stretch of text holds around the string is written with it.
    private void WriteString(Term.Constant text)
    {
        var written = _options.Careful ? _source.LiteralAt(text.Location.Offset) : Written(PlaceOf(text, text.Location));
        if (written.IsEmpty || (written[^1] is not ('"' or '`') && written[0] != '`'))
        {
            _lines.Write(text.Value.ToString());
        }
        else
        {
            _lines.Write(written[0] == '`' ? written : written[written.IndexOf(written[^1])..]);
        }
    }

    private string Printed(Term term) => term switch
    {
        Term.Var { IsWildcard: true } variable => _named.Contains(variable.Name) ? "_" + variable.Name[1..] : "_",
        Term.Constant { Value: RegoNumber number } => NumberText(term, number),
        _ => TermPrinter.Of(term),
    };

    // `.5` is written as it was; its value is 0.5.
    private string NumberText(Term term, RegoNumber number)
    {
        var written = _source.Text.AsSpan(Math.Min(term.Location.Offset, _source.Text.Length));
        var minus = written.StartsWith("-");
        written = minus ? written[1..].TrimStart() : written;
        return written.StartsWith(".") ? (minus ? "-" : string.Empty) + number.Text[(number.Text.IndexOf('.', StringComparison.Ordinal))
            ..] : number.Text;
    }

    private bool WritePath(Term head, IReadOnlyList<Term> parts, int from)
    {
        var parens = head is Term.Call && Written(PlaceOf(head, head.Location)).StartsWith("(");
        if (!WritePart(head, parens))
        {
            return false;
        }

        for (var i = from; i < parts.Count; i++)
        {
            switch (parts[i])
            {
                case Term.Constant { Value: RegoString }:
                    _lines.Write(PathPart(parts[i]));
                    break;
                case Term.Var:
                    _lines.Write($"[{Printed(parts[i])}]");
                    break;
                default:
                    _lines.Write('[');
                    _lines.Write(WriteTerm(parts[i]) ? "]" : "\n]");
                    break;
            }
        }

        return true;
    }

    // Templates are younger than the layout: on one row each expression is laid out, on more the text stays.
    private bool WriteTemplate(Term.Template template)
    {
        var place = PlaceOf(template, template.Location);
        if (_source.BreaksIn(place.Text) > 0 || Written(place).StartsWith("("))
        {
            _lines.Write(Written(place));
            _comments.TakeAbove(place.Row + _source.BreaksIn(place.Text));
            return true;
        }

        var raw = Written(place).StartsWith("$`");
        _lines.Write(raw ? "$`" : "$\"");
        foreach (var part in template.Parts)
        {
            if (part.Value is { } value)
            {
                _lines.Write('{');
                if (!WriteExpr(value))
                {
                    return false;
                }

                _lines.Write('}');
            }
            else
            {
                var text = raw ? part.Text! : RegoString.Of(part.Text!).ToString()[1..^1];
                _lines.Write(text.Replace("{", "\\{", StringComparison.Ordinal));
            }
        }

        _lines.Write(raw ? '`' : '"');
        return true;
    }
}
