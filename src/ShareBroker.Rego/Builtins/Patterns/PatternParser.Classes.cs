using System.Globalization;

namespace ShareBroker.Rego.Builtins.Patterns;

internal sealed partial class PatternParser
{
    private PatternNode ReadEscapeAtom()
    {
        var letter = _at + 1 < _text.Length ? _text[_at + 1] : throw Fault("trailing backslash at end of expression: ``");
        PatternPlace? place = letter switch
        {
            'A' => PatternPlace.TextStart,
            'z' => PatternPlace.TextEnd,
            'b' => PatternPlace.WordBoundary,
            'B' => PatternPlace.NoWordBoundary,
            _ => null,
        };
        if (place is { } kind)
        {
            _at += 2;
            return new PatternNode.Place(kind);
        }

        return TryReadNamedClass() is { } set ? new PatternNode.OneOf(set) : Literal(ReadEscapedRune());
    }

    // \d and its like, or \pL and its like; null when the escape is another.
    private RuneSet? TryReadNamedClass()
    {
        var letter = _at + 1 < _text.Length ? _text[_at + 1] : ' ';
        if (RuneClasses.Perl(letter) is { } perl)
        {
            _at += 2;
            return letter is 'w' ? Folded(perl)
                : _foldCase && letter is 'W' ? Folded(RuneClasses.Word).Complement()
                : perl;
        }

        if (letter is not ('p' or 'P'))
        {
            return null;
        }

        var start = _at;
        _at += 2;
        var name = ReadUnicodeName(start);
        var negated = letter == 'P';
        if (name.StartsWith('^'))
        {
            (name, negated) = (name[1..], !negated);
        }

        var set = RuneClasses.Unicode(name) ?? throw Fault($"invalid character class range: `{_text[start.._at]}`");
        set = Folded(set);
        return negated ? set.Complement() : set;
    }

    private string ReadUnicodeName(int start)
    {
        if (_at == _text.Length)
        {
            throw Fault($"invalid character class range: `{_text[start..]}`");
        }

        if (!Accept('{'))
        {
            var from = _at;
            ReadRune();
            return _text[from.._at];
        }

        var end = _text.IndexOf('}', _at);
        if (end < 0)
        {
            throw Fault($"invalid character class range: `{_text[start..]}`");
        }

        var name = _text[_at..end];
        _at = end + 1;
        return name;
    }

    private int ReadEscapedRune()
    {
        var start = _at;
        _at++;
        if (_at == _text.Length)
        {
            throw Fault("trailing backslash at end of expression: ``");
        }

        var rune = ReadRune();
        switch (rune)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return ReadHex(start);
            case '0':
                return ReadOctal(0);
            case >= '1' and <= '7' when _at < _text.Length && _text[_at] is >= '0' and <= '7':
                return ReadOctal(rune - '0');
            default:
                return rune < 128 && !char.IsAsciiLetterOrDigit((char)rune)
                    ? rune
                    : throw Fault($"invalid escape sequence: `{_text[start.._at]}`");
        }
    }

    private int ReadOctal(int value)
    {
        for (var i = 0; i < 2 && _at < _text.Length && _text[_at] is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (_text[_at++] - '0');
        }

        return value;
    }

    private int ReadHex(int start)
    {
        var end = _at + 2;
        var digits = string.Empty;
        if (Accept('{'))
        {
            var close = _text.IndexOf('}', _at);
            digits = close < 0 ? string.Empty : _text[_at..close];
            end = close + 1;
        }
        else if (end <= _text.Length)
        {
            digits = _text[_at..end];
        }

        var value = -1;
        if (digits.Length is > 0 and <= 8 && digits.All(char.IsAsciiHexDigit))
        {
            value = int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        if (value is < 0 or > RuneSet.Last)
        {
            throw Fault($"invalid escape sequence: `{_text[start..Math.Min(_text.Length, start + 3)]}`");
        }

        _at = end;
        return value;
    }

    private RuneSet ReadClass()
    {
        var start = _at;
        _at++;
        var negated = Accept('^');
        var ranges = new List<(int Low, int High)>();
        var first = true;
        while (first || (_at < _text.Length && _text[_at] != ']'))
        {
            if (_at >= _text.Length)
            {
                throw Fault($"missing closing ]: `{_text[start..]}`");
            }

            first = false;
            var part = ReadClassPart(start);
            _meter.Step(4 + part.RangeCount);
            _meter.Allocate(part.RangeCount * 32L);
            ranges.AddRange(part.Ranges);
        }

        if (!Accept(']'))
        {
            throw Fault($"missing closing ]: `{_text[start..]}`");
        }

        var set = RuneSet.Of(ranges);
        return negated ? set.Complement() : set;
    }

    private RuneSet ReadClassPart(int start)
    {
        if (_text.AsSpan(_at).StartsWith("[:", StringComparison.Ordinal))
        {
            _meter.Work((_text.Length - _at) / 8);
            var end = _text.IndexOf(":]", _at + 2, StringComparison.Ordinal);
            if (end >= 0)
            {
                return ReadPosix(end);
            }
        }

        if (_text[_at] == '\\' && TryReadNamedClass() is { } named)
        {
            return named;
        }

        var from = _at;
        var low = ReadClassRune(start);
        var high = low;
        if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
        {
            _at++;
            high = ReadClassRune(start);
        }

        if (high < low)
        {
            throw Fault($"invalid character class range: `{_text[from.._at]}`");
        }

        return low == high && _foldCase ? RuneFolding.Of(low) : Folded(RuneSet.Of((low, high)));
    }

    private RuneSet ReadPosix(int end)
    {
        var name = _text[(_at + 2)..end];
        var negated = name.StartsWith('^');
        var set = RuneClasses.Posix(negated ? name[1..] : name) ?? throw Fault($"invalid character class range: `{_text[_at..(end + 2)]}`");
        _at = end + 2;
        set = Folded(set);
        return negated ? set.Complement() : set;
    }

    private int ReadClassRune(int start)
    {
        if (_at >= _text.Length)
        {
            throw Fault($"missing closing ]: `{_text[start..]}`");
        }

        return _text[_at] == '\\' ? ReadEscapedRune() : ReadRune();
    }
}
