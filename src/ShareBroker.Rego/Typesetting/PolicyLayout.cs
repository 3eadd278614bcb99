using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Typesetting;

/// <summary>
/// Lays out one module as the language's own formatter does: what stood on rows of its own stays so, comments stay beside what they
/// stood beside. The tree is walked once, with the queue of comments beside it. A method that writes gives false when two comments
/// want the end of the same line; the innermost term that can, is then written as it stood.
/// </summary>
internal sealed partial class PolicyLayout
{
    private readonly Module _module;
    private readonly SourceMap _map;
    private readonly SourceText _source;
    private readonly LayoutOptions _options;
    private readonly CommentQueue _comments;
    private readonly LineWriter _lines;
    private readonly Dictionary<Term, Place> _moved = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _named;
    private readonly KeywordForms _forms;
    private readonly bool _mayBeGenerated;

    // Where everything that is being written is taken to stand; null for where each node stands itself.
    private Place? _forced;

    // Whether a term written as it stood takes the comment of its last row with it.
    private bool _takesLastComment;

    private PolicyLayout(
        Module module, SourceMap map, SourceText source, IReadOnlyList<Comment> comments, LayoutOptions options)
    {
        (_module, _map, _source, _options) = (module, map, source, options);
        _comments = new CommentQueue(comments);
        _lines = new LineWriter(keepsAll: options.Careful);
        _named = RepeatedWildcards.In(module);
        _forms = KeywordForms.Of(module, options);
        _mayBeGenerated = source.Text.Contains("__local", StringComparison.Ordinal);
    }

    /// <summary>Where a node stands and what it was read from.</summary>
    private readonly record struct Place(int Row, TextSpan Text);

    /// <summary>Lays a module out.</summary>
    /// <exception cref="LayoutFault">A builtin that is an operator has too many operands.</exception>
    public static string Of(
        Module module, SourceMap map, SourceText source, IReadOnlyList<Comment> comments, LayoutOptions options)
    {
        var layout = new PolicyLayout(module, map, source, comments, options);
        layout.WriteModule();
        return layout._lines.ToString();
    }

    private void WriteModule()
    {
        WritePackage();
        var statements = ImportEdits.Apply(_module.Imports, _forms, _options).Select(static import => (import.Location, (object)import))
            .Concat(_module.Rules.Select(static rule => (rule.Location, (object)rule)))
            .OrderBy(static statement => statement.Location.Row).ThenBy(static statement => statement.Location.Column)
            .Select(static statement => statement.Item2)
            .ToList();
        for (var i = 0; i < statements.Count;)
        {
            var imports = statements.Skip(i).TakeWhile(static s => s is Import).Cast<Import>().ToList();
            WriteImports(imports);
            i += imports.Count;
            var rules = new List<Rule>();
            for (; i < statements.Count && statements[i] is Rule rule; i++)
            {
                rules.Add(rule);
            }

            WriteRules(rules);
        }

        var rest = _comments.TakeRest();
        foreach (var comment in rest)
        {
            _lines.WriteLine(comment);
        }
    }

    private void WritePackage()
    {
        Comments(_module.Package.Location.Row);
        _lines.StartLine();
        _lines.Write("package ");
        _lines.Write(_module.Package.Path[0]);
        foreach (var part in _module.Package.Path.Skip(1))
        {
            _lines.Write(PathPart(part));
        }

        _lines.BlankLine();
    }

    // Writes the comments above a row and lets the one on it wait.
    private bool Comments(int row)
    {
        var above = _comments.TakeAbove(row);
        for (var i = 0; i < above.Count; i++)
        {
            if (i > 0 && above[i].Location.Row - above[i - 1].Location.Row > 1)
            {
                _lines.BlankLine();
            }

            _lines.WriteLine(above[i]);
        }

        if (above.Count > 0 && row - above[^1].Location.Row > 1)
        {
            _lines.BlankLine();
        }

        return _lines.Hold(_comments.TakeAt(row));
    }

    // Above a clash it is no longer known which comments there were: all that follow are lost.
    private bool Lost()
    {
        _comments.Drop();
        return false;
    }

    private Place PlaceOf(object node, Location location)
    {
        if (_forced is { } forced)
        {
            return forced;
        }

        return node is Term term && _moved.TryGetValue(term, out var moved) ? moved : new Place(location.Row, SpanOf(node));
    }

    private TextSpan SpanOf(object node) => _options.Careful ? _map.ExactOf(node) : _map.Of(node);

    private int RowOf(Term term) => PlaceOf(term, term.Location).Row;

    private int RowOf(Expr expr) => PlaceOf(expr, expr.Location).Row;

    private ReadOnlySpan<char> Written(Place place) => _source.Slice(place.Text);

    private void WriteUnformatted(Place place)
    {
        _lines.Write(Written(place));
        var last = place.Row + _source.BreaksIn(place.Text);
        _comments.TakeAbove(last);
        if (_takesLastComment && _comments.TakeAt(last) is { } comment)
        {
            _lines.Write(" #" + comment.Text);
        }
    }
}
