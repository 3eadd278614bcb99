using System.Text;

namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>Splits a template as Go's text/template does: texts, actions, marks that trim the space beside them, comments.</summary>
internal sealed class TemplateLexer
{
    private const string TrimmedSpace = " \t\r\n";

    private readonly BuiltinContext _context;
    private readonly string _source;
    private readonly List<TemplateToken> _tokens = [];
    private int _at;
    private bool _trimsNext;

    private TemplateLexer(BuiltinContext context, string source)
    {
        _context = context;
        _source = source;
    }

    public static List<TemplateToken> Split(BuiltinContext context, string source)
    {
        context.Charge(source.Length * 4L);
        var lexer = new TemplateLexer(context, source);
        while (lexer._at < source.Length)
        {
            lexer.ReadText();
        }

        lexer.Add(TemplateTokenKind.End, string.Empty, source.Length);
        return lexer._tokens;
    }

    /// <summary>The fault with the row that it is in.</summary>
    public static BuiltinException Fault(string source, int at, string message) =>
        BuiltinException.Failed($"template: template:{source.AsSpan(0, Math.Min(at, source.Length)).Count('\n') + 1}: {message}");

    private void Add(TemplateTokenKind kind, string text, int at)
    {
        _context.Meter.Step();
        _context.Meter.Allocate(64);
        _tokens.Add(new TemplateToken(kind, text, at));
    }

    private BuiltinException Fault(string message) => Fault(_source, _at, message);

    private void ReadText()
    {
        var open = _source.IndexOf("{{", _at, StringComparison.Ordinal);
        var end = open < 0 ? _source.Length : open;
        var trims = open >= 0 && Has(open + 2, '-') && IsSpace(open + 3);
        var text = _source[_at..end];
        text = _trimsNext ? text.TrimStart(TrimmedSpace.ToCharArray()) : text;
        text = trims ? text.TrimEnd(TrimmedSpace.ToCharArray()) : text;
        if (text.Length > 0)
        {
            Add(TemplateTokenKind.Text, text, _at);
        }

        _at = end;
        _trimsNext = false;
        if (open >= 0)
        {
            _at += trims ? 4 : 2;
            ReadAction(open);
        }
    }

    private bool Has(int at, char letter) => at < _source.Length && _source[at] == letter;

    private bool IsSpace(int at) => at < _source.Length && TrimmedSpace.Contains(_source[at], StringComparison.Ordinal);

    private bool AtClose(out int length)
    {
        length = IsSpace(_at) && Has(_at + 1, '-') && Has(_at + 2, '}') && Has(_at + 3, '}') ? 4
            : Has(_at, '}') && Has(_at + 1, '}') ? 2
            : 0;
        return length > 0;
    }

    private void ReadAction(int open)
    {
        if (Has(_at, '/') && Has(_at + 1, '*'))
        {
            SkipComment();
            return;
        }

        Add(TemplateTokenKind.Open, "{{", open);
        var depth = 0;
        while (true)
        {
            if (AtClose(out var length))
            {
                if (depth > 0)
                {
                    throw Fault("unclosed left paren");
                }

                Add(TemplateTokenKind.Close, "}}", _at);
                _trimsNext = length == 4;
                _at += length;
                return;
            }

            if (_at >= _source.Length)
            {
                throw Fault("unclosed action");
            }

            ReadToken(ref depth);
        }
    }

    private void SkipComment()
    {
        var end = _source.IndexOf("*/", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Fault("unclosed comment");
        }

        _at = end + 2;
        if (!AtClose(out var length))
        {
            throw Fault("comment ends before closing delimiter");
        }

        _trimsNext = length == 4;
        _at += length;
    }

    private void ReadToken(ref int depth)
    {
        var (start, first) = (_at, _source[_at]);
        switch (first)
        {
            case ' ' or '\t' or '\r' or '\n':
                while (IsSpace(_at) && !AtClose(out _))
                {
                    _at++;
                }

                Add(TemplateTokenKind.Space, " ", start);
                break;
            case '(' or ')':
                depth += first == '(' ? 1 : -1;
                Mark(depth < 0 ? throw Fault("unexpected right paren") : 1);
                break;
            case '|' or ',' or '=':
                Mark(1);
                break;
            case ':':
                Mark(Has(_at + 1, '=') ? 2 : throw Fault("expected :="));
                break;
            case '"':
                Add(TemplateTokenKind.Quoted, ReadQuoted(), start);
                break;
            case '`':
                var close = _source.IndexOf('`', _at + 1);
                _at = close < 0 ? throw Fault("unterminated raw quoted string") : close + 1;
                Add(TemplateTokenKind.Quoted, _source[(start + 1)..close], start);
                break;
            case '\'':
                ReadCharacter();
                break;
            default:
                ReadNamed(first);
                break;
        }
    }

    private void Mark(int length)
    {
        Add(TemplateTokenKind.Mark, _source.Substring(_at, length), _at);
        _at += length;
    }

    private void ReadNamed(char first)
    {
        var start = _at;
        if (first == '$' || (first == '.' && !(_at + 1 < _source.Length && char.IsAsciiDigit(_source[_at + 1]))))
        {
            _at++;
            SkipName();
            var text = _source[start.._at];
            Add(first == '$' ? TemplateTokenKind.Variable : text.Length > 1 ? TemplateTokenKind.Field : TemplateTokenKind.Dot, text, start);
        }
        else if (char.IsAsciiDigit(first) || first is '+' or '-' or '.')
        {
            _at++;
            while (_at < _source.Length && (IsNameLetter(_source[_at]) || _source[_at] == '.'
                || (_source[_at] is '+' or '-' && _source[_at - 1] is 'e' or 'E' or 'p' or 'P')))
            {
                _at++;
            }

            Add(TemplateTokenKind.Number, _source[start.._at], start);
        }
        else if (IsNameLetter(first))
        {
            SkipName();
            Add(TemplateTokenKind.Word, _source[start.._at], start);
        }
        else
        {
            throw Fault($"unexpected \"{first}\" in command");
        }
    }

    private static bool IsNameLetter(char letter) => letter == '_' || char.IsLetterOrDigit(letter);

    private void SkipName()
    {
        while (_at < _source.Length && IsNameLetter(_source[_at]))
        {
            _at++;
        }
    }

    private void ReadCharacter()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (!Has(_at, '\''))
        {
            ReadLetter(text, "unterminated character constant");
        }

        _at++;
        var runes = text.ToString().EnumerateRunes().ToList();
        Add(TemplateTokenKind.Number, runes.Count == 1
            ? runes[0].Value.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : throw Fault($"malformed character constant: {_source[start.._at]}"), start);
    }

    private string ReadQuoted()
    {
        _at++;
        var text = new StringBuilder();
        while (!Has(_at, '"'))
        {
            ReadLetter(text, "unterminated quoted string");
        }

        _at++;
        return text.ToString();
    }

    private void ReadLetter(StringBuilder text, string unfinished)
    {
        if (_at >= _source.Length || _source[_at] == '\n')
        {
            throw Fault(unfinished);
        }

        if (_source[_at] != '\\')
        {
            text.Append(_source[_at++]);
            return;
        }

        var letter = _at + 1 < _source.Length ? _source[_at + 1] : throw Fault(unfinished);
        var plain = "abfnrtv\\'\"".IndexOf(letter, StringComparison.Ordinal);
        var digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        _at += 2;
        if (plain >= 0)
        {
            text.Append("\a\b\f\n\r\t\v\\'\""[plain]);
        }
        else if (digits > 0 && _at + digits <= _source.Length
            && int.TryParse(
                _source.AsSpan(_at, digits),
                System.Globalization.NumberStyles.AllowHexSpecifier,
                System.Globalization.CultureInfo.InvariantCulture,
                out var code)
            && Rune.IsValid(code))
        {
            text.Append(new Rune(code).ToString());
            _at += digits;
        }
        else
        {
            throw Fault("invalid syntax");
        }
    }
}
