namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>
/// Reads globs: <c>*</c> any run without separators, <c>**</c> any run, <c>?</c> one that is no separator, <c>[abc]</c>, <c>[!abc]</c>,
/// <c>[a-z]</c>, <c>{one,two}</c>, backslash before a letter that shall mean itself. The whole text must match.
/// </summary>
internal sealed class GlobParser
{
    private const int DepthMax = 250;

    private readonly string _text;
    private readonly RuneSet _notSeparator;
    private int _at;
    private int _depth;

    private GlobParser(string text, string separators)
    {
        _text = text;
        _notSeparator = RuneSet.Of(CodePoints.ToRunes(separators).Select(static rune => (rune.Value, rune.Value))).Complement();
    }

    /// <exception cref="PatternSyntaxException">The text is no glob.</exception>
    public static PatternNode Parse(string text, string separators)
    {
        var parser = new GlobParser(text, separators);
        return new PatternNode.Sequence(
        [
            new PatternNode.Place(PatternPlace.TextStart),
            parser.ReadSequence(),
            new PatternNode.Place(PatternPlace.TextEnd),
        ]);
    }

    private PatternNode.Sequence ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (_at < _text.Length && !(_depth > 0 && _text[_at] is ',' or '}'))
        {
            parts.Add(ReadPart());
        }

        return new PatternNode.Sequence(parts);
    }

    private PatternNode ReadPart()
    {
        switch (_text[_at])
        {
            case '*':
                _at++;
                var any = _at < _text.Length && _text[_at] == '*';
                _at += any ? 1 : 0;
                return new PatternNode.Repeat(new PatternNode.OneOf(any ? RuneSet.All : _notSeparator), 0, null, Greedy: true);
            case '?':
                _at++;
                return new PatternNode.OneOf(_notSeparator);
            case '[':
                return ReadClass();
            case '{':
                return ReadChoice();
            default:
                return new PatternNode.OneOf(RuneSet.Single(ReadRune()));
        }
    }

    private PatternNode.Choice ReadChoice()
    {
        if (++_depth > DepthMax)
        {
            throw new PatternSyntaxException("the glob nests too deeply");
        }

        var options = new List<PatternNode>();
        do
        {
            _at++;
            options.Add(ReadSequence());
        }
        while (_at < _text.Length && _text[_at] == ',');
        if (_at == _text.Length)
        {
            throw new PatternSyntaxException("unexpected end of input");
        }

        _at++;
        _depth--;
        return new PatternNode.Choice(options);
    }

    // Either one range or a list of letters.
    private PatternNode.OneOf ReadClass()
    {
        _at++;
        var negated = _at < _text.Length && _text[_at] == '!';
        _at += negated ? 1 : 0;
        if (_at < _text.Length && _text[_at] == ']' && !_text.AsSpan(_at + 1).StartsWith('-'))
        {
            throw new PatternSyntaxException("could not parse range");
        }

        var low = ReadRune();
        var ranges = new List<(int Low, int High)> { (low, low) };
        if (_at < _text.Length && _text[_at] == '-')
        {
            _at++;
            ranges[0] = (low, ReadRune());
        }
        else
        {
            while (_at < _text.Length && _text[_at] != ']')
            {
                var rune = ReadRune();
                ranges.Add((rune, rune));
            }
        }

        if (_at >= _text.Length || _text[_at] != ']')
        {
            throw new PatternSyntaxException(_at >= _text.Length ? "unexpected end of input" : "expected close range character");
        }

        if (ranges[0].High < ranges[0].Low)
        {
            throw new PatternSyntaxException($"hi character '{char.ConvertFromUtf32(ranges[0].High)}' should be greater than lo");
        }

        _at++;
        var set = RuneSet.Of(ranges);
        return new PatternNode.OneOf(negated ? set.Complement() : set);
    }

    private int ReadRune()
    {
        if (_at < _text.Length && _text[_at] == '\\')
        {
            _at++;
        }

        if (_at >= _text.Length)
        {
            throw new PatternSyntaxException("unexpected end of input");
        }

        var width = CodePoints.Width(_text, _at);
        var rune = width == 2 ? char.ConvertToUtf32(_text[_at], _text[_at + 1]) : _text[_at];
        _at += width;
        return rune;
    }
}
