using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

internal sealed partial class PolicyLayout
{
    private bool WriteObject(Term.Object term)
    {
        var place = PlaceOf(term, term.Location);
        _lines.Write('{');
        var written = WriteList(
            Entries(term), WriteEntry, entry => RowOf(entry.Key), () => Brackets.ClosingRow(Written(place), place.Row, '{', '}'));
        _lines.Write('}');
        return written;
    }

    private bool WriteArray(Term.Array term)
    {
        var place = PlaceOf(term, term.Location);
        _lines.Write('[');
        var written = WriteList(term.Items, WriteItem, RowOf, () => Brackets.ClosingRow(Written(place), place.Row, '[', ']'));
        _lines.Write(']');
        return written;
    }

    private bool WriteSet(Term.Set term)
    {
        var place = PlaceOf(term, term.Location);
        if (term.Items.Count == 0)
        {
            _lines.Write("set()");
            return Comments(Brackets.ClosingRow(Written(place), place.Row, '(', ')'));
        }

        _lines.Write('{');
        var written = WriteList(Members(term), WriteItem, RowOf, () => Brackets.ClosingRow(Written(place), place.Row, '{', '}'));
        _lines.Write('}');
        return written;
    }

    // As the tree holds them: each member once; in their own order where all stand at one place.
    private IReadOnlyList<Term> Members(Term.Set term)
    {
        var members = term.Items.Count == 1 ? term.Items : [.. term.Items.Distinct(TermOrder.Instance)];
        return _forced is not null || HasGenerated(members) ? [.. members.Order(TermOrder.Instance)] : members;
    }

    // Each key once, where it stood first, with the value it was given last.
    private IReadOnlyList<ObjectEntry> Entries(Term.Object term)
    {
        var entries = term.Entries;
        if (entries.Count > 1)
        {
            var last = new Dictionary<Term, Term>(TermOrder.Instance);
            foreach (var entry in entries)
            {
                last[entry.Key] = entry.Value;
            }

            if (last.Count < entries.Count)
            {
                entries = [.. entries.Select(static e => e.Key).Distinct(TermOrder.Instance)
                    .Select(key => new ObjectEntry(key, last[key]))];
            }
        }

        return _forced is not null
            ? [.. entries.OrderBy(static entry => entry.Key, TermOrder.Instance)]
            : entries;
    }

    // Names of compilers' variables: what holds one is not trusted to stand where it says.
    private bool HasGenerated(IEnumerable<Term> terms) =>
        _mayBeGenerated && terms.Any(static term => term.ToString().Contains("__local", StringComparison.Ordinal));

    private bool WriteEntry(ObjectEntry entry)
    {
        var parens = IsUnionInParens(entry.Key);
        _lines.Write(parens ? "(" : string.Empty);
        if (!WriteTerm(entry.Key))
        {
            return false;
        }

        _lines.Write(parens ? "): " : ": ");
        return WriteItem(entry.Value);
    }

    // A union that begins with a parenthesis keeps one around it: bare, it would read as a comprehension.
    private bool WriteItem(Term term)
    {
        var parens = IsUnionInParens(term);
        _lines.Write(parens ? "(" : string.Empty);
        var written = WriteTerm(term);
        _lines.Write(parens ? ")" : string.Empty);
        return written;
    }

    private bool IsUnionInParens(Term term) =>
        term is Term.Call { Function: Term.Var { Name: "or" } } && Written(PlaceOf(term, term.Location)).StartsWith("(");

    // Items that stood on one row share a line. One line stays inside of the brackets, more stand below them.
    private bool WriteList<T>(IReadOnlyList<T> items, Func<T, bool> write, Func<T, int> row, Func<int> closingRow)
    {
        var breaks = new bool[items.Count];
        var isTrusted = items is not IEnumerable<Term> terms || !HasGenerated(terms);
        for (var i = 1; i < items.Count && isTrusted; i++)
        {
            breaks[i] = row(items[i]) > row(items[i - 1]);
        }

        var isTall = breaks.Contains(true);
        if (isTall)
        {
            _lines.StartList();
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (breaks[i])
            {
                _lines.Write(',');
                _lines.EndLine();
                _lines.StartLine();
            }
            else if (i > 0)
            {
                _lines.Write(", ");
            }

            if (!write(items[i]))
            {
                return Lost();
            }
        }

        if (!isTall)
        {
            return true;
        }

        _lines.Write(',');
        _lines.EndLine();
        if (!Comments(closingRow()))
        {
            return Lost();
        }

        _lines.Outdent();
        _lines.StartLine();
        return true;
    }

    private bool WriteComprehension(Term term, Term item, Body body, char open, char close)
    {
        _lines.Write(open);
        var written = WriteComprehensionParts(term, item, body, open, close);
        _lines.Write(close);
        return written;
    }

    private bool WriteObjectComprehension(Term.ObjectComprehension term)
    {
        _lines.Write('{');
        var key = PlaceOf(term.Key, term.Key.Location);
        _moved[term.Value] = _options.Careful ? new Place(key.Row, SpanOf(term.Value)) : key;
        if (key.Row - RowOf(term) > 1)
        {
            _lines.EndLine();
            _lines.StartLine();
        }

        var written = WriteTerm(term.Key);
        if (written)
        {
            _lines.Write(": ");
            written = WriteComprehensionParts(term, term.Value, term.Body, '{', '}');
        }

        _lines.Write('}');
        return written;
    }

    private bool WriteComprehensionParts(Term term, Term item, Body body, char open, char close)
    {
        var place = PlaceOf(term, term.Location);
        if (RowOf(item) > place.Row)
        {
            _lines.EndLine();
            _lines.StartLine();
        }

        if (!WritePart(item, item is Term.Call && Written(PlaceOf(item, item.Location)).StartsWith("(")))
        {
            return false;
        }

        _lines.Write(" |");
        return WriteInnerBody(body, RowOf(item), () => Brackets.ClosingRow(Written(place), place.Row, open, close));
    }
}
