using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>
/// Reads patterns in RE2's syntax: Perl classes are ASCII, <c>$</c> is the end of the text unless the flag m is set, no look-around and no
/// back-references. Flags: i (case), m (lines), s (dot matches line ends), U (lazy by default).
/// </summary>
internal sealed partial class PatternParser
{
    private const int DepthMax = 250;
    private const int RepeatMax = 1000;

    private readonly string _text;
    private readonly EvaluationMeter _meter;
    private readonly List<string?> _groupNames = [null];
    private int _at;
    private int _depth;
    private bool _foldCase;
    private bool _lines;
    private bool _dotAll;
    private bool _lazy;

    private PatternParser(string text, EvaluationMeter meter) => (_text, _meter) = (text, meter);

    /// <summary>The pattern's tree and the names of its groups; the first entry stands for the whole match.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="meter">What reading costs beyond the length of the text is charged here while it is read.</param>
    /// <exception cref="PatternSyntaxException">The text is no such pattern.</exception>
    public static (PatternNode Root, IReadOnlyList<string?> GroupNames) Parse(string text, EvaluationMeter meter)
    {
        var parser = new PatternParser(text, meter);
        var root = parser.ReadChoice();
        return parser._at == text.Length ? (root, parser._groupNames) : throw Fault($"unexpected ): `{text}`");
    }

    private static PatternSyntaxException Fault(string message) => new("error parsing regexp: " + message);

    private bool Accept(char mark)
    {
        if (_at < _text.Length && _text[_at] == mark)
        {
            _at++;
            return true;
        }

        return false;
    }

    private int ReadRune()
    {
        var width = CodePoints.Width(_text, _at);
        var rune = width == 2 ? char.ConvertToUtf32(_text[_at], _text[_at + 1]) : _text[_at];
        _at += width;
        return rune;
    }

    private PatternNode ReadChoice()
    {
        if (++_depth > DepthMax)
        {
            throw Fault("expression nests too deeply");
        }

        var options = new List<PatternNode> { ReadSequence() };
        while (Accept('|'))
        {
            options.Add(ReadSequence());
        }

        _depth--;
        return options.Count == 1 ? options[0] : new PatternNode.Choice(options);
    }

    private PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (_at < _text.Length && _text[_at] is not ('|' or ')'))
        {
            if (_text.AsSpan(_at).StartsWith("\\Q", StringComparison.Ordinal))
            {
                ReadQuoted(parts);
                continue;
            }

            if (ReadAtom() is { } atom)
            {
                parts.Add(ReadRepeats(atom));
            }
            else if (parts.Count > 0)
            {
                // What is repeated after flags stands before them.
                parts[^1] = ReadRepeats(parts[^1]);
            }
        }

        return parts.Count switch { 0 => new PatternNode.Empty(), 1 => parts[0], _ => new PatternNode.Sequence(parts) };
    }

    private void ReadQuoted(List<PatternNode> parts)
    {
        _at += 2;
        var end = _text.IndexOf("\\E", _at, StringComparison.Ordinal);
        var stop = end < 0 ? _text.Length : end;
        while (_at < stop)
        {
            parts.Add(Literal(ReadRune()));
        }

        _at = end < 0 ? stop : end + 2;
        if (parts.Count > 0)
        {
            parts[^1] = ReadRepeats(parts[^1]);
        }
    }

    // Null: flags were set, nothing to match.
    private PatternNode? ReadAtom()
    {
        switch (_text[_at])
        {
            case '(':
                return ReadGroup();
            case '[':
                return new PatternNode.OneOf(ReadClass());
            case '.':
                _at++;
                return new PatternNode.OneOf(_dotAll ? RuneSet.All : RuneClasses.NotNewLine);
            case '^':
                _at++;
                return new PatternNode.Place(_lines ? PatternPlace.LineStart : PatternPlace.TextStart);
            case '$':
                _at++;
                return new PatternNode.Place(_lines ? PatternPlace.LineEnd : PatternPlace.TextEnd);
            case '\\':
                return ReadEscapeAtom();
            case '*' or '+' or '?':
                var end = _at + 1 < _text.Length && _text[_at + 1] == '?' ? _at + 2 : _at + 1;
                throw Fault($"missing argument to repetition operator: `{_text[_at..end]}`");
            case '{' when TryReadCounts(out _, out _):
                throw Fault("missing argument to repetition operator: `{`");
            default:
                return Literal(ReadRune());
        }
    }

    private PatternNode.OneOf Literal(int rune)
    {
        _meter.Step(4);
        return new PatternNode.OneOf(_foldCase ? RuneFolding.Of(rune) : RuneSet.Single(rune));
    }

    // A class is looked through for all letters that have cases.
    private RuneSet Folded(RuneSet set)
    {
        if (!_foldCase)
        {
            return set;
        }

        _meter.Work(RuneFolding.FamilyCount);
        _meter.Allocate((set.RangeCount * 64L) + (RuneFolding.FamilyCount * 16L));
        return RuneFolding.Close(set);
    }

    private PatternNode ReadRepeats(PatternNode atom)
    {
        var start = _at;
        if (!TryReadRepeat(out var min, out var max))
        {
            return atom;
        }

        var greedy = Accept('?') ? _lazy : !_lazy;
        var end = _at;
        if (TryReadRepeat(out _, out _))
        {
            throw Fault($"invalid nested repetition operator: `{_text[start.._at]}`");
        }

        _at = end;
        return new PatternNode.Repeat(atom, min, max, greedy);
    }

    private bool TryReadRepeat(out int min, out int? max)
    {
        (min, max) = (0, null);
        var mark = _at < _text.Length ? _text[_at] : ' ';
        switch (mark)
        {
            case '*' or '+' or '?':
                _at++;
                min = mark == '+' ? 1 : 0;
                max = mark == '?' ? 1 : null;
                return true;
            case '{':
                return TryReadCounts(out min, out max);
            default:
                return false;
        }
    }

    // Braces that do not hold counts are ordinary letters.
    private bool TryReadCounts(out int min, out int? max)
    {
        var start = _at;
        max = null;
        _at++;
        var sound = TryReadCount(out min);
        if (sound && !Accept(','))
        {
            max = min;
        }
        else if (sound && _at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            sound = TryReadCount(out var most);
            max = most;
        }

        if (!sound || !Accept('}'))
        {
            _at = start;
            return false;
        }

        if (min > RepeatMax || max > RepeatMax || max < min)
        {
            throw Fault($"invalid repeat count: `{_text[start.._at]}`");
        }

        return true;
    }

    private bool TryReadCount(out int count)
    {
        count = 0;
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            count = Math.Min((count * 10) + (_text[_at] - '0'), RepeatMax + 1);
            _at++;
        }

        return _at > start && (_text[start] != '0' || _at == start + 1);
    }

    private PatternNode? ReadGroup()
    {
        var start = _at;
        _at++;
        if (!Accept('?'))
        {
            return ReadCapture(null);
        }

        if (_text.AsSpan(_at).StartsWith("P<", StringComparison.Ordinal) || (_at < _text.Length && _text[_at] == '<'))
        {
            _at += _text[_at] == 'P' ? 2 : 1;
            return ReadCapture(ReadGroupName(start));
        }

        var before = (_foldCase, _lines, _dotAll, _lazy);
        ReadFlags(start);
        if (Accept(')'))
        {
            return null;
        }

        _at++;
        var content = ReadChoice();
        Close();
        (_foldCase, _lines, _dotAll, _lazy) = before;
        return content;
    }

    private string ReadGroupName(int start)
    {
        var end = _text.IndexOf('>', _at);
        var name = end < 0 ? string.Empty : _text[_at..end];
        if (name.Length == 0 || !name.All(static letter => letter == '_' || char.IsAsciiLetterOrDigit(letter)))
        {
            throw Fault($"invalid named capture: `{_text[start..(end < 0 ? _text.Length : end + 1)]}`");
        }

        _at = end + 1;
        return name;
    }

    private PatternNode.Group ReadCapture(string? name)
    {
        var before = (_foldCase, _lines, _dotAll, _lazy);
        _groupNames.Add(name);
        var index = _groupNames.Count - 1;
        var content = ReadChoice();
        Close();
        (_foldCase, _lines, _dotAll, _lazy) = before;
        return new PatternNode.Group(index, content);
    }

    private void Close()
    {
        if (!Accept(')'))
        {
            throw Fault($"missing closing ): `{_text}`");
        }
    }

    // Ends before ')' or ':'.
    private void ReadFlags(int start)
    {
        var (on, some) = (true, false);
        for (; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case 'i':
                    _foldCase = on;
                    break;
                case 'm':
                    _lines = on;
                    break;
                case 's':
                    _dotAll = on;
                    break;
                case 'U':
                    _lazy = on;
                    break;
                case '-' when on:
                    (on, some) = (false, false);
                    continue;
                case ':' or ')' when some || on:
                    return;
                default:
                    throw Fault($"invalid or unsupported Perl syntax: `{_text[start..(_at + 1)]}`");
            }

            some = true;
        }

        throw Fault($"invalid or unsupported Perl syntax: `{_text[start..]}`");
    }
}
