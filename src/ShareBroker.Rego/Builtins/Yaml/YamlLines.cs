using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Builtins.Yaml;

/// <summary>
/// Writes one text in the lines of a YAML document: plain where a reader gives it back, in single quotes where only its marks would be
/// misread, else in double quotes. As the reference engine's library does, a space beyond column 80 becomes the end of the line.
/// </summary>
internal ref struct YamlLines
{
    public const char LineSeparator = '\u2028';
    public const char ParagraphSeparator = '\u2029';
    private const int Width = 80;
    private const int ByteOrderMark = 0xfeff;
    private const string NeverFirst = "-?:,[]{}#&*!|>'\"%@`";

    // YAML 1.1 §5.1 has no place for these; those below the space can be written with an escape, and the reference engine does.
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0x7f, 0x21).Except([0x85]).Append(0xfffe).Append(0xffff).Select(static code => (char)code)]);

    private readonly BuiltinContext _context;
    private readonly StringBuilder _text;
    private readonly Rune[] _runes;

    // Where lines go on; null when they must not end.
    private readonly int? _indent;
    private int _column;

    private YamlLines(BuiltinContext context, StringBuilder text, Rune[] runes, int? indent)
    {
        (_context, _text, _runes, _indent) = (context, text, runes, indent);
        for (var i = text.Length - 1; indent is not null && i >= 0 && !IsBreak(text[i]); i--)
        {
            _column += char.IsLowSurrogate(text[i]) ? 0 : 1;
        }
    }

    /// <summary>What ends a line (YAML 1.1 §5.4).</summary>
    public static System.Buffers.SearchValues<char> Breaks { get; } =
        System.Buffers.SearchValues.Create(['\r', '\n', '\u0085', LineSeparator, ParagraphSeparator]);

    /// <summary>Appends a text.</summary>
    /// <param name="context">Where the steps of long texts are charged.</param>
    /// <param name="text">The document so far.</param>
    /// <param name="value">The text; it is not empty.</param>
    /// <param name="indent">The column at which it goes on when it is folded; null for a key, which stays on its line.</param>
    /// <exception cref="BuiltinException">YAML has no place for a character of it.</exception>
    public static void Write(BuiltinContext context, StringBuilder text, string value, int? indent)
    {
        if (value.AsSpan().ContainsAny(Forbidden))
        {
            throw BuiltinException.Failed(YamlReader.ControlFault);
        }

        var lines = new YamlLines(context, text, CodePoints.ToRunes(value), indent);
        if (Array.Exists(lines._runes, static rune => !IsPrintable(rune)) || !YamlScalar.IsPlainText(value) || HasSpaceAtBreak(value))
        {
            lines.WriteEscaped();
        }
        else
        {
            lines.WriteAsItIs(isQuoted: value.AsSpan().ContainsAny(Breaks) || !IsSafePlain(value));
        }
    }

    /// <summary>Whether the lines of a text can stand as they are in a block of their own.</summary>
    public static bool FitsBlock(string text) => text[^1] != ' ' && !HasSpaceAtBreak(text, isBefore: true)
        && text.EnumerateRunes().All(static rune => rune.Value is '\n' or '\t' || IsPrintable(rune));

    public static bool IsBreak(char letter) => Breaks.Contains(letter);

    private static bool IsBreak(Rune rune) => rune.IsBmp && IsBreak((char)rune.Value);

    private static bool HasSpaceAtBreak(string text) => HasSpaceAtBreak(text, isBefore: true) || HasSpaceAtBreak(text, isBefore: false);

    private static bool HasSpaceAtBreak(string text, bool isBefore)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (isBefore ? text[i - 1] == ' ' && IsBreak(text[i]) : IsBreak(text[i - 1]) && text[i] == ' ')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value is (>= 0x20 and < 0x7f) or (>= 0xa0 and <= 0xd7ff) or (>= 0xe000 and <= 0xfffd and not ByteOrderMark);

    private static bool IsSafePlain(string text)
    {
        var isMark = text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal);
        if (isMark || text[0] == ' ' || text[^1] == ' ')
        {
            return false;
        }

        if (NeverFirst.Contains(text[0], StringComparison.Ordinal))
        {
            var isHarmless = text[0] is '-' or '?' or ':' && text.Length > 1 && text[1] != ' ';
            if (!isHarmless)
            {
                return false;
            }
        }

        return text[^1] != ':' && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal);
    }

    private static string Escape(int code) => code switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        0 => "\\0",
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        0x1b => "\\e",
        0x85 => "\\N",
        0xa0 => "\\_",
        LineSeparator => "\\L",
        ParagraphSeparator => "\\P",
        <= 0xff => "\\x" + code.ToString("X2", CultureInfo.InvariantCulture),
        <= 0xffff => "\\u" + code.ToString("X4", CultureInfo.InvariantCulture),
        _ => "\\U" + code.ToString("X8", CultureInfo.InvariantCulture),
    };

    // Plain, or in single quotes, where what follows the end of a line is indented and a quote stands twice.
    private void WriteAsItIs(bool isQuoted)
    {
        var quote = isQuoted ? "'" : string.Empty;
        Put(quote);
        var (isSpace, begins) = (false, false);
        for (var i = 0; i < _runes.Length; i++)
        {
            var rune = _runes[i];
            if (rune.Value == ' ')
            {
                var mayEnd = !isSpace && (!isQuoted || (i > 0 && i + 1 < _runes.Length)) && !IsSpace(i + 1);
                if (!mayEnd || !TryEndLine())
                {
                    Put(" ");
                }

                isSpace = true;
                continue;
            }

            if (IsBreak(rune))
            {
                _text.Append(rune.ToString());
                _column = 0;
                begins = true;
                continue;
            }

            if (begins)
            {
                Indent();
            }

            Put(isQuoted && rune.Value == '\'' ? "'" : string.Empty);
            Put(rune);
            (isSpace, begins) = (false, false);
        }

        Put(quote);
    }

    private void WriteEscaped()
    {
        // The reference engine asks the first character alone for a byte order mark, and then escapes whatever follows.
        var isMarked = _runes is [{ Value: ByteOrderMark }, ..];
        Put("\"");
        var isSpace = false;
        for (var i = 0; i < _runes.Length; i++)
        {
            var rune = _runes[i];
            if (isMarked || !IsPrintable(rune) || IsBreak(rune) || rune.Value is '"' or '\\')
            {
                Put(Escape(rune.Value));
                isSpace = false;
            }
            else if (rune.Value == ' ' && !isSpace && i > 0 && i + 1 < _runes.Length && TryEndLine())
            {
                Put(IsSpace(i + 1) ? "\\" : string.Empty);
                isSpace = true;
            }
            else
            {
                Put(rune);
                isSpace = rune.Value == ' ';
            }
        }

        Put("\"");
    }

    private readonly bool IsSpace(int index) => index < _runes.Length && _runes[index].Value == ' ';

    private bool TryEndLine()
    {
        if (_indent is null || _column <= Width)
        {
            return false;
        }

        _text.Append('\n');
        Indent();
        return true;
    }

    private void Indent()
    {
        _column = _indent ?? 0;
        _context.Charge(_column);
        _text.Append(' ', _column);
    }

    private void Put(string part)
    {
        _text.Append(part);
        _column += part.Length;
    }

    private void Put(Rune rune)
    {
        _text.Append(rune.ToString());
        _column++;
    }
}
