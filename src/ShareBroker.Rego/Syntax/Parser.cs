using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>
/// Reads modules and queries by recursive descent. It never throws on a text: faults are gathered, and nesting beyond
/// <see cref="DepthMax"/> or expressions taller than <see cref="HeightMax"/> are faults, so no text can exhaust the stack
/// here or in what walks the tree later.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>How deeply bodies, parentheses and composites may nest.</summary>
    public const int DepthMax = 250;

    // Deeper than any value, so a longer reference finds nothing; the tools walk references part by part on the stack.
    private const int RefPartsMax = RegoValue.DepthMax;

    /// <summary>How tall a term's tree may be; a chain of operators adds one for each.</summary>
    public const int HeightMax = 500;

    private readonly IReadOnlyList<Token> _tokens;
    private readonly IReadOnlyList<Comment> _comments;
    private readonly RegoVersion _version;
    private readonly HashSet<TokenKind> _imported = [];
    private readonly List<RegoError> _errors = [];
    private readonly Dictionary<int, Remembered> _memo = [];
    private readonly SourceMap? _map;
    private int _at;
    private int _nameAt = -1;
    private int _wildcards;
    private int _depth;
    private int _height;
    private bool _tooDeep;

    private Parser(string file, string text, RegoVersion version, SourceMap? map = null)
    {
        _map = map;
        (_tokens, _comments) = Lexer.Scan(file, text);
        _version = version;
        Report();
    }

    private readonly record struct Mark(int At, int Errors, int Wildcards);

    private sealed record Remembered(Term? Term, int End, int Wildcards, int Height, IReadOnlyList<RegoError> Errors);

    /// <summary>Reads a module.</summary>
    public static ParseOutcome<Module> ParseModule(string file, string text, RegoVersion version = RegoVersion.V1)
    {
        var parser = new Parser(file, text, version);
        var statements = parser.Statements(rules: true);
        var module = new ModuleReader(file, version).Read(statements, parser._errors, parser.CommentsRead());
        return new ParseOutcome<Module>(parser._errors.Count == 0 ? module : null, parser._errors);
    }

    /// <summary>Reads a module as it was written: with its comments, and with what <paramref name="map"/> gathers.</summary>
    public static (ParseOutcome<Module> Outcome, IReadOnlyList<Comment> Comments) ParseWritten(
        string file, string text, RegoVersion version, SourceMap map)
    {
        var parser = new Parser(file, text, version, map);
        var module = new ModuleReader(file, version, map).Read(parser.Statements(rules: true), parser._errors, parser._comments);
        return (new ParseOutcome<Module>(parser._errors.Count == 0 ? module : null, parser._errors), parser._comments);
    }

    /// <summary>Reads a query: expressions, one a line or parted by semicolons. Keywords may come from the imports of a module that it
    /// stands in.</summary>
    public static ParseOutcome<Body> ParseQuery(
        string file, string text, RegoVersion version = RegoVersion.V1, IReadOnlyList<Import>? imports = null)
    {
        var parser = new Parser(file, text, version);
        foreach (var import in imports ?? [])
        {
            parser.AcceptImport(import);
        }

        var statements = parser.Statements(rules: false);
        if (parser._errors.Count == 0 && statements.FirstOrDefault(static s => s is not ParsedStatement.Query) is { } stranger)
        {
            parser.Error(stranger.Location, "expected body but got package or import");
        }

        if (parser._errors.Count == 0 && statements.Count == 0)
        {
            parser._errors.Add(new RegoError(ErrorCodes.Compile, "empty query cannot be compiled", Location.None));
        }

        return parser._errors.Count > 0
            ? new ParseOutcome<Body>(null, parser._errors)
            : new ParseOutcome<Body>(new Body([.. statements.Cast<ParsedStatement.Query>().SelectMany(static q => q.Body.Exprs)]), []);
    }

    // Behind a fault nothing is read, comments neither.
    private IReadOnlyList<Comment> CommentsRead() =>
        _errors.Count == 0 ? _comments : [.. _comments.Where(comment => comment.Location.Offset < Here.Offset)];

    private Token Current => _tokens[_at];

    // A keyword that a dot or bracket follows is a name where a reference may begin.
    private TokenKind Kind => _at == _nameAt ? TokenKind.Identifier : Known(Current);

    private Token Next => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    private TokenKind NextKind => Known(Next);

    private Location Here => Current.Location;

    /// <summary>Whether the next token follows at once and continues a reference.</summary>
    private bool NextContinuesRef =>
        _at + 1 < _tokens.Count && !_tokens[_at + 1].SpaceBefore && NextKind is TokenKind.Dot or TokenKind.LeftBracket;

    // In the old grammar the younger keywords are plain names until they are imported, in both `and` and `or` are.
    private TokenKind Known(Token token)
    {
        if (token.Kind == TokenKind.Identifier)
        {
            return _hasLogic ? LogicKeyword(token.Text) : token.Kind;
        }

        return _version == RegoVersion.V0 && TokenNames.IsOptional(token.Kind) && !_imported.Contains(token.Kind)
            ? TokenKind.Identifier
            : token.Kind;
    }

    private void NameIfRef()
    {
        if (TokenNames.IsKeyword(Kind) && NextContinuesRef)
        {
            _nameAt = _at;
        }
    }

    private void Advance()
    {
        if (_at < _tokens.Count - 1)
        {
            _at++;
            Report();
        }
    }

    private void Report()
    {
        foreach (var message in Current.Errors ?? [])
        {
            Error(Here, message);
        }
    }

    // Notes that a node reaches from the start to the token before the current one.
    private T Spanned<T>(T node, int start)
        where T : class?
    {
        if (_map is not null && node is not null)
        {
            _map.Add(node, new TextSpan(start, _tokens[Math.Max(0, _at - 1)].End));
        }

        return node;
    }

    private Mark Save() => new(_at, _errors.Count, _wildcards);

    private void Restore(Mark mark)
    {
        _at = mark.At;
        _wildcards = mark.Wildcards;
        if (!_tooDeep)
        {
            _errors.RemoveRange(mark.Errors, _errors.Count - mark.Errors);
        }
    }

    private bool Enter()
    {
        if (_tooDeep || ++_depth > DepthMax)
        {
            return TooDeep();
        }

        return true;
    }

    private bool TooDeep()
    {
        if (!_tooDeep)
        {
            _errors.Clear();
            Error(Here, "max parsing recursion depth exceeded");
            _tooDeep = true;
        }

        return false;
    }

    private void Leave() => _depth--;

    private void Error(Location location, string message)
    {
        if (!_tooDeep)
        {
            _errors.Add(new RegoError(ErrorCodes.Parse, message, location));
        }
    }

    private void Unexpected(string? note = null)
    {
        if (Kind == TokenKind.Illegal)
        {
            Error(Here, "illegal token");
            return;
        }

        var kind = Kind == TokenKind.Identifier ? Current.Kind : Kind;
        var sort = TokenNames.IsKeyword(kind) ? "keyword" : "token";
        var name = TokenNames.Of(kind);
        Error(Here, $"unexpected {name} {sort}" + (note is null ? string.Empty : ": " + note));
    }

    private string NextWildcard() => $"${_wildcards++}";
}
