using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Splits GraphQL source (October 2021, §2.1) into tokens. Columns count code points from 1. What is no token is one invalid
/// token.</summary>
internal sealed class GraphLexer(string source, BuiltinContext context)
{
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>The next token; at the end, the end token again and again.</summary>
    public GraphToken Next()
    {
        context.Meter.Step();
        SkipIgnored();
        var start = _at;
        if (_at >= source.Length)
        {
            return new GraphToken(GraphToken.End, string.Empty, _line, Column(start));
        }

        var first = source[_at];
        if ("!$&():=@[]{}|".Contains(first, StringComparison.Ordinal))
        {
            _at++;
            return new GraphToken(first.ToString(), string.Empty, _line, Column(start));
        }

        if (source.AsSpan(_at).StartsWith("..."))
        {
            _at += 3;
            return new GraphToken("...", string.Empty, _line, Column(start));
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            SkipWord();
            return new GraphToken(GraphToken.Name, source[start.._at], _line, Column(start));
        }

        return first switch
        {
            '"' when source.AsSpan(_at).StartsWith("\"\"\"") => BlockText(),
            '"' => Text(),
            '-' or (>= '0' and <= '9') => Number(),
            _ => Fault(),
        };
    }

    private int Column(int at)
    {
        var count = 1;
        for (var i = _lineStart; i < at; i++)
        {
            count += char.IsLowSurrogate(source[i]) ? 0 : 1;
        }

        context.Meter.Work((at - _lineStart) >> 4);
        return count;
    }

    private GraphToken Fault() => new(GraphToken.Invalid, string.Empty, _line, Column(_at));

    private void SkipIgnored()
    {
        for (; _at < source.Length; _at++)
        {
            switch (source[_at])
            {
                case ' ' or '\t' or ',' or '\ufeff':
                    break;
                case '\n' or '\r':
                    EndLine();
                    break;
                case '#':
                    while (_at + 1 < source.Length && source[_at + 1] is not ('\n' or '\r'))
                    {
                        _at++;
                    }

                    break;
                default:
                    return;
            }
        }
    }

    // Stands on a line end; afterwards on its last character.
    private void EndLine()
    {
        if (source[_at] == '\r' && _at + 1 < source.Length && source[_at + 1] == '\n')
        {
            _at++;
        }

        _line++;
        _lineStart = _at + 1;
    }

    private void SkipWord()
    {
        while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
        {
            _at++;
        }
    }

    private int SkipDigits()
    {
        var start = _at;
        while (_at < source.Length && char.IsAsciiDigit(source[_at]))
        {
            _at++;
        }

        return _at - start;
    }

    private bool Skip(string any)
    {
        var found = _at < source.Length && any.Contains(source[_at], StringComparison.Ordinal);
        _at += found ? 1 : 0;
        return found;
    }

    private GraphToken Number()
    {
        var (start, isFloat) = (_at, false);
        Skip("-");
        var leadsWithZero = _at < source.Length && source[_at] == '0';
        var digits = SkipDigits();
        var sound = digits > 0 && !(leadsWithZero && digits > 1);
        if (sound && Skip("."))
        {
            (isFloat, sound) = (true, SkipDigits() > 0);
        }

        if (sound && Skip("eE"))
        {
            Skip("+-");
            (isFloat, sound) = (true, SkipDigits() > 0);
        }

        return sound
            ? new GraphToken(isFloat ? GraphToken.Float : GraphToken.Integer, source[start.._at], _line, Column(start))
            : Fault();
    }

    private GraphToken Text()
    {
        var (start, text) = (_at, new StringBuilder());
        for (_at++; _at < source.Length && source[_at] is not ('\n' or '\r'); _at++)
        {
            switch (source[_at])
            {
                case '"':
                    _at++;
                    return new GraphToken(GraphToken.Text, text.ToString(), _line, Column(start) + 1);
                case '\\':
                    if (!Escape(text))
                    {
                        return Fault();
                    }

                    break;
                case < ' ' and not '\t':
                    return Fault();
                default:
                    text.Append(source[_at]);
                    break;
            }
        }

        return Fault();
    }

    private bool Escape(StringBuilder text)
    {
        _at++;
        var next = _at < source.Length ? source[_at] : '\0';
        if (next == 'u')
        {
            if (_at + 4 >= source.Length
                || !ushort.TryParse(source.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                return false;
            }

            _at += 4;
            text.Append((char)unit);
            return true;
        }

        var index = "\"/\\bfnrt".IndexOf(next, StringComparison.Ordinal);
        text.Append(index >= 0 ? "\"/\\\b\f\n\r\t"[index].ToString() : string.Empty);
        return index >= 0;
    }

    private GraphToken BlockText()
    {
        var (line, column, text) = (_line, Column(_at) + 3, new StringBuilder());
        for (_at += 3; _at < source.Length; _at++)
        {
            var rest = source.AsSpan(_at);
            if (rest.StartsWith("\"\"\""))
            {
                _at += 3;
                return new GraphToken(GraphToken.Block, Dedent(text.ToString()), line, column);
            }

            if (rest.StartsWith("\\\"\"\""))
            {
                text.Append("\"\"\"");
                _at += 3;
            }
            else if (rest[0] is '\n' or '\r')
            {
                EndLine();
                text.Append('\n');
            }
            else if (rest[0] is < ' ' and not '\t')
            {
                return Fault();
            }
            else
            {
                text.Append(rest[0]);
            }
        }

        return Fault();
    }

    // BlockStringValue of the standard: common indentation and blank lines at both ends go away.
    private static string Dedent(string raw)
    {
        var lines = raw.Split('\n');
        var indent = int.MaxValue;
        foreach (var line in lines.Skip(1))
        {
            var spaces = line.Length - line.TrimStart(' ', '\t').Length;
            indent = spaces < line.Length ? Math.Min(indent, spaces) : indent;
        }

        var kept = lines.Select((line, index) => index == 0 || indent == int.MaxValue ? line : line[Math.Min(indent, line.Length)..])
            .SkipWhile(static line => line.AsSpan().Trim(" \t").IsEmpty)
            .Reverse()
            .SkipWhile(static line => line.AsSpan().Trim(" \t").IsEmpty)
            .Reverse();
        return string.Join('\n', kept);
    }
}
