using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>Reads the grammar of Go's text/template: control structures here, pipelines in the other part.</summary>
internal sealed partial class TemplateParser
{
    private const int DepthMax = 100;

    private readonly BuiltinContext _context;
    private readonly string _source;
    private readonly List<TemplateToken> _tokens;
    private readonly List<string> _variables = ["$"];
    private readonly Dictionary<string, TemplateNode[]> _defined = new(StringComparer.Ordinal);
    private int _next;
    private int _depth;
    private int _ranges;

    private TemplateParser(BuiltinContext context, string source)
    {
        _context = context;
        _source = source;
        _tokens = TemplateLexer.Split(context, source);
    }

    private TemplateToken Peek => _tokens[_next];

    /// <summary>The template and those that it defines, by name; its own name is <c>template</c>.</summary>
    /// <exception cref="BuiltinException">The text is no template.</exception>
    public static Dictionary<string, TemplateNode[]> Parse(BuiltinContext context, string source)
    {
        var parser = new TemplateParser(context, source);
        var body = parser.List(out var end);
        if (end.Length > 0)
        {
            throw parser.Fault($"unexpected {{{{{end}}}}}");
        }

        // A definition of the name itself counts when the rest prints nothing.
        if (!parser._defined.ContainsKey("template") || !IsEmpty(body))
        {
            parser._defined["template"] = body;
        }

        return parser._defined;
    }

    private static bool IsEmpty(TemplateNode[] body) =>
        Array.TrueForAll(body, static node => node is TemplateNode.Text text && string.IsNullOrWhiteSpace(text.Value));

    private BuiltinException Fault(string message) => TemplateLexer.Fault(_source, Peek.At, message);

    private void Enter()
    {
        _context.Meter.Step();
        if (++_depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, $"a template nests deeper than {DepthMax} levels");
        }
    }

    private TemplateToken Next() => _tokens[_next < _tokens.Count - 1 ? _next++ : _next];

    private void SkipSpace()
    {
        while (Peek.Kind == TemplateTokenKind.Space)
        {
            _next++;
        }
    }

    private bool IsMark(string mark) => Peek.Kind == TemplateTokenKind.Mark && Peek.Text == mark;

    private void Close(string where)
    {
        SkipSpace();
        if (Next().Kind != TemplateTokenKind.Close)
        {
            _next--;
            throw Fault($"unexpected {Shown()} in {where}");
        }
    }

    private string Shown() => Peek.Kind == TemplateTokenKind.Close ? "\"}}\"" : $"<{Peek.Text}>";

    // Nodes up to an end, an else or the end of all; which it was is told, and its action is read up to the word.
    private TemplateNode[] List(out string end)
    {
        Enter();
        var nodes = new List<TemplateNode>();
        end = string.Empty;
        while (Peek.Kind != TemplateTokenKind.End)
        {
            _context.Meter.Allocate(96);
            var token = Next();
            if (token.Kind == TemplateTokenKind.Text)
            {
                nodes.Add(new TemplateNode.Text(token.At, token.Text));
                continue;
            }

            SkipSpace();
            if (Peek is { Kind: TemplateTokenKind.Word, Text: "end" or "else" })
            {
                end = Next().Text;
                break;
            }

            if (Action() is { } node)
            {
                nodes.Add(node);
            }
        }

        _depth--;
        return [.. nodes];
    }

    private TemplateNode? Action()
    {
        var word = Peek.Kind == TemplateTokenKind.Word ? Peek : default;
        switch (word.Text)
        {
            case "if" or "with" or "range":
                _next++;
                return Branch(word);
            case "define":
                _next++;
                Define();
                return null;
            case "block":
                _next++;
                return Block(word.At);
            case "template":
                _next++;
                return Include();
            case "break" or "continue":
                _next++;
                Close($"{{{{{word.Text}}}}}");
                return _ranges > 0
                    ? new TemplateNode.Jump(word.At, word.Text == "break")
                    : throw Fault($"{{{{{word.Text}}}}} outside {{{{range}}}}");
            default:
                var at = Peek.At;
                return new TemplateNode.Print(at, Pipeline("command", TemplateTokenKind.Close));
        }
    }

    private TemplateNode.Branch Branch(TemplateToken word)
    {
        Enter();
        var mark = _variables.Count;
        var condition = Pipeline(word.Text, TemplateTokenKind.Close);
        _ranges += word.Text == "range" ? 1 : 0;
        var body = List(out var end);
        _ranges -= word.Text == "range" ? 1 : 0;
        TemplateNode[]? otherwise = null;
        if (end == "else")
        {
            SkipSpace();
            if (word.Text != "range" && Peek.Kind == TemplateTokenKind.Word && Peek.Text == word.Text)
            {
                otherwise = [Branch(Next())];
                end = "end";
            }
            else
            {
                Close("else");
                otherwise = List(out end);
                CloseEnd(end);
            }
        }
        else
        {
            CloseEnd(end);
        }

        _variables.RemoveRange(mark, _variables.Count - mark);
        _depth--;
        return new TemplateNode.Branch(word.At, word.Text, condition, body, otherwise);
    }

    private void CloseEnd(string end)
    {
        if (end != "end")
        {
            throw Fault(end.Length == 0 ? "unexpected EOF" : $"expected end; found {{{{{end}}}}}");
        }

        Close("end");
    }

    private void Define()
    {
        var name = Name("define clause");
        Close("define clause");
        Keep(name, Scoped());
    }

    private TemplateNode.Include Block(int at)
    {
        var name = Name("block clause");
        var argument = Pipeline("block clause", TemplateTokenKind.Close);
        Keep(name, Scoped());
        return new TemplateNode.Include(at, name, argument);
    }

    // A definition of its own sees none of the variables and loops around it.
    private TemplateNode[] Scoped()
    {
        List<string> kept = [.. _variables.Skip(1)];
        var ranges = _ranges;
        (_ranges, _) = (0, 0);
        _variables.RemoveRange(1, _variables.Count - 1);
        var body = List(out var end);
        CloseEnd(end);
        _variables.RemoveRange(1, _variables.Count - 1);
        _variables.AddRange(kept);
        _ranges = ranges;
        return body;
    }

    private void Keep(string name, TemplateNode[] body)
    {
        if (!_defined.TryGetValue(name, out var earlier) || IsEmpty(earlier))
        {
            _defined[name] = body;
        }
        else if (!IsEmpty(body))
        {
            throw Fault($"template: multiple definition of template \"{name}\"");
        }
    }

    private TemplateNode.Include Include()
    {
        SkipSpace();
        var at = Peek.At;
        var name = Name("template clause");
        SkipSpace();
        if (Peek.Kind == TemplateTokenKind.Close)
        {
            _next++;
            return new TemplateNode.Include(at, name, null);
        }

        return new TemplateNode.Include(at, name, Pipeline("template clause", TemplateTokenKind.Close));
    }

    private string Name(string where)
    {
        SkipSpace();
        return Peek.Kind == TemplateTokenKind.Quoted ? Next().Text : throw Fault($"unexpected {Shown()} in {where}");
    }

    private static object? NumberOf(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var digits = text.TrimStart('+', '-').Replace("_", string.Empty, StringComparison.Ordinal);
        var style = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? NumberStyles.AllowHexSpecifier
            : digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase) ? NumberStyles.AllowBinarySpecifier
            : NumberStyles.None;
        if (long.TryParse(style == NumberStyles.None ? digits : digits[2..], style, CultureInfo.InvariantCulture, out var whole))
        {
            return whole * sign;
        }

        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction)
            ? fraction * sign
            : null;
    }
}
