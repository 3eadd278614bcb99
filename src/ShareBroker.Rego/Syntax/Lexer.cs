using System.Globalization;
using System.Text;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>
/// Cuts a text into tokens, all at once. It never fails: what cannot be a token is an illegal one that carries its message,
/// and the last token is always the end of the text.
/// </summary>
internal sealed partial class Lexer
{
    private const int End = -1;

    private readonly string _file;
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];

    // One entry for each template string we are inside of: how many braces are open within its current expression.
    private readonly Stack<(int Braces, bool Raw)> _templates = new();
    private List<string>? _errors;
    private int _at;
    private int _row = 1;
    private int _column = 1;
    private bool _space;
    private bool _newline;
    private bool _breakFirst;

    private Lexer(string file, string text)
    {
        _file = file;
        _text = text;
    }

    public static (IReadOnlyList<Token> Tokens, IReadOnlyList<Comment> Comments) Scan(string file, string text)
    {
        var lexer = new Lexer(file, text);
        lexer.ScanAll();
        return (lexer._tokens, lexer._comments);
    }

    private int Current => _at < _text.Length ? _text[_at] : End;

    private Location Here => new(_file, _row, _column, _at);

    private void ScanAll()
    {
        if (Current == 0xFEFF)
        {
            _at++;
        }

        do
        {
            SkipBlank();
            ScanToken();
        }
        while (_tokens[^1].Kind != TokenKind.EndOfText);
    }

    private void SkipBlank()
    {
        while (true)
        {
            switch (Current)
            {
                case ' ' or '\t' or '\r':
                    _space = true;
                    Next();
                    break;
                case '\n':
                    _breakFirst |= !_space;
                    _space = true;
                    _newline = true;
                    Next();
                    break;
                case '#':
                    ScanComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void ScanComment()
    {
        var place = Here;
        Next();
        var start = _at;
        while (Current is not ('\n' or End))
        {
            Next();
        }

        _comments.Add(new Comment(place, _text[start.._at].TrimEnd('\r')));
        if (_errors is not null)
        {
            Add(TokenKind.Illegal, string.Empty, place);
        }
    }

    private void ScanToken()
    {
        var place = Here;
        var start = _at;
        var first = Current;
        if (first == End)
        {
            Add(TokenKind.EndOfText, string.Empty, place);
        }
        else if (IsLetter(first))
        {
            TakeWhile(static c => IsLetter(c) || IsDigit(c));
            var word = _text[start.._at];
            Add(TokenNames.Keywords.GetValueOrDefault(word, TokenKind.Identifier), word, place);
        }
        else if (IsDecimal(first))
        {
            ScanNumber();
            Add(TokenKind.Number, _text[start.._at], place);
        }
        else
        {
            Next();
            ScanSymbol((char)first, start, place);
        }
    }

    private void ScanSymbol(char first, int start, Location place)
    {
        switch (first)
        {
            case '"':
                ScanString();
                Add(TokenKind.String, _text[start.._at], place);
                break;
            case '`':
                ScanRawString();
                Add(TokenKind.String, _text[start.._at], place);
                break;
            case '$' when Current is '"' or '`':
                var raw = Current == '`';
                Next();
                ScanTemplate(raw, place);
                break;
            case '}' when _templates.TryPeek(out var open) && open.Braces == 0:
                Add(TokenKind.RightBrace, "}", place);
                _templates.Pop();
                ScanTemplate(open.Raw, Here);
                break;
            default:
                var kind = Symbol(first);
                CountBraces(kind);
                Add(kind, _text[start.._at], place);
                break;
        }
    }

    private void CountBraces(TokenKind kind)
    {
        if (kind is (TokenKind.LeftBrace or TokenKind.RightBrace) && _templates.TryPop(out var open))
        {
            _templates.Push((kind == TokenKind.LeftBrace ? open.Braces + 1 : open.Braces - 1, open.Raw));
        }
    }

    private TokenKind Symbol(char first) => first switch
    {
        '[' => TokenKind.LeftBracket,
        ']' => TokenKind.RightBracket,
        '{' => TokenKind.LeftBrace,
        '}' => TokenKind.RightBrace,
        '(' => TokenKind.LeftParen,
        ')' => TokenKind.RightParen,
        ',' => TokenKind.Comma,
        ';' => TokenKind.Semicolon,
        '.' => TokenKind.Dot,
        '+' => TokenKind.Plus,
        '-' => TokenKind.Minus,
        '*' => TokenKind.Multiply,
        '/' => TokenKind.Divide,
        '%' => TokenKind.Remainder,
        '&' => TokenKind.And,
        '|' => TokenKind.Or,
        ':' => ThenEquals() ? TokenKind.Assign : TokenKind.Colon,
        '=' => ThenEquals() ? TokenKind.Equal : TokenKind.Unify,
        '<' => ThenEquals() ? TokenKind.LessOrEqual : TokenKind.Less,
        '>' => ThenEquals() ? TokenKind.GreaterOrEqual : TokenKind.Greater,
        '!' => ThenEquals() ? TokenKind.NotEqual : Illegal("illegal ! character"),
        '$' => Illegal("illegal $ character"),
        '\0' => Illegal("illegal null character"),
        _ => TokenKind.Illegal,
    };

    private bool ThenEquals()
    {
        if (Current != '=')
        {
            return false;
        }

        Next();
        return true;
    }

    private TokenKind Illegal(string message)
    {
        (_errors ??= []).Add(message);
        return TokenKind.Illegal;
    }

    private void Add(TokenKind kind, string text, Location place)
    {
        var sound = _errors is null ? kind : TokenKind.Illegal;
        _tokens.Add(new Token(sound, text, place, _space, _newline, _errors) { End = _at, BreakFirst = _breakFirst });
        _errors = null;
        _space = false;
        _newline = false;
        _breakFirst = false;
    }

    private void TakeWhile(Func<int, bool> holds)
    {
        while (holds(Current))
        {
            Next();
        }
    }

    // Steps over one code point; a surrogate pair is one column, half a pair is a fault.
    private void Next()
    {
        if (_at >= _text.Length)
        {
            return;
        }

        if (_text[_at] == '\n')
        {
            _at++;
            _row++;
            _column = 1;
            return;
        }

        if (Rune.TryGetRuneAt(_text, _at, out var rune))
        {
            _at += rune.Utf16SequenceLength;
            if (rune.Value == 0xFEFF)
            {
                Illegal("illegal byte-order mark");
            }
        }
        else
        {
            _at++;
            Illegal("illegal utf-8 character");
        }

        _column++;
    }

    private static bool IsLetter(int c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDecimal(int c) => c is >= '0' and <= '9';

    private static bool IsDigit(int c) =>
        IsDecimal(c) || (c >= 0x80 && CharUnicodeInfo.GetUnicodeCategory((char)c) == UnicodeCategory.DecimalDigitNumber);
}
