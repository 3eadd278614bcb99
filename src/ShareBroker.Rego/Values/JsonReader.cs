using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ShareBroker.Rego.Values;

/// <summary>
/// One pass over UTF-8. Recursion is bounded by the depth limit. The lenient form is for texts that a policy decodes:
/// there the last of two equal keys wins and a lone surrogate becomes U+FFFD.
/// </summary>
internal ref struct JsonReader
{
    private static readonly SearchValues<byte> NumberLetters = SearchValues.Create("0123456789+-.eE"u8);

    private readonly ReadOnlySpan<byte> _text;
    private readonly JsonLimits _limits;
    private readonly bool _lenient;
    private readonly TextTable _texts;

    // Collectors for each level, so that what is read stands in arrays of its own size.
    private readonly Spares<RegoObject.Builder> _objects = new(static () => new RegoObject.Builder());
    private readonly Spares<List<RegoValue>> _arrays = new(static () => []);
    private int _at;
    private int _depth;

    public JsonReader(ReadOnlySpan<byte> text, JsonLimits limits, bool lenient)
    {
        _text = text;
        _limits = limits;
        _lenient = lenient;
        _texts = new TextTable(text.Length);
    }

    public RegoValue ReadDocument()
    {
        if (_text.Length > _limits.SizeMaxBytes)
        {
            throw new RegoJsonException($"the text is longer than {_limits.SizeMaxBytes} bytes", _limits.SizeMaxBytes, isLimit: true);
        }

        var value = ReadValue();
        SkipSpace();
        return _at == _text.Length ? value : throw Fault("there is text after the value");
    }

    private RegoValue ReadValue()
    {
        SkipSpace();
        if (_at == _text.Length)
        {
            throw Fault("the text ends before the value does");
        }

        switch (_text[_at])
        {
            case (byte)'{':
                return ReadObject();
            case (byte)'[':
                return ReadArray();
            case (byte)'"':
                return ReadText();
            case (byte)'t':
                return ReadWord("true"u8, RegoBoolean.True);
            case (byte)'f':
                return ReadWord("false"u8, RegoBoolean.False);
            case (byte)'n':
                return ReadWord("null"u8, RegoNull.Value);
            default:
                return ReadNumber();
        }
    }

    private RegoObject ReadObject()
    {
        Enter();
        if (Accept('}'))
        {
            return Leave(RegoObject.Empty);
        }

        var builder = _objects.Take();
        do
        {
            SkipSpace();
            var keyAt = _at;
            if (_at == _text.Length || _text[_at] != '"')
            {
                throw Fault("a key is missing");
            }

            var key = ReadText();
            Expect(':');
            var value = ReadValue();
            if (_lenient)
            {
                builder.Set(key, value);
            }
            else if (!builder.TryAdd(key, value))
            {
                throw new RegoJsonException("an object has the same key twice", keyAt);
            }
        }
        while (Accept(','));
        Expect('}');
        var obj = builder.TakeRow();
        _objects.GiveBack();
        return Leave(obj);
    }

    private RegoArray ReadArray()
    {
        Enter();
        if (Accept(']'))
        {
            return Leave(RegoArray.Empty);
        }

        var items = _arrays.Take();
        do
        {
            items.Add(ReadValue());
        }
        while (Accept(','));
        Expect(']');
        var array = RegoArray.Adopt([.. items]);
        items.Clear();
        _arrays.GiveBack();
        return Leave(array);
    }

    private void Enter()
    {
        _at++;
        if (++_depth > Math.Min(_limits.DepthMax, RegoValue.DepthMax))
        {
            throw new RegoJsonException($"the text nests deeper than {_limits.DepthMax} levels", _at, isLimit: true);
        }
    }

    private T Leave<T>(T value)
    {
        _depth--;
        return value;
    }

    private RegoNumber ReadNumber()
    {
        var start = _at;
        var length = _text[_at..].IndexOfAnyExcept(NumberLetters);
        _at = length < 0 ? _text.Length : _at + length;

        if (_at - start > _limits.NumberLengthMax)
        {
            throw new RegoJsonException($"a number is longer than {_limits.NumberLengthMax} characters", start, isLimit: true);
        }

        return RegoNumber.TryParse(Encoding.ASCII.GetString(_text[start.._at]), out var number)
            ? number
            : throw new RegoJsonException("this is not a JSON value", start);
    }

    private RegoValue ReadWord(ReadOnlySpan<byte> word, RegoValue value)
    {
        if (!_text[_at..].StartsWith(word))
        {
            throw Fault("this is not a JSON value");
        }

        _at += word.Length;
        return value;
    }

    private RegoString ReadText()
    {
        _at++;
        var rest = _text[_at..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && rest[end] == '"' && IsPlain(rest[..end]))
        {
            _at += end + 1;
            return _texts.Of(rest[..end]);
        }

        return RegoString.Of(ReadEscapedText());
    }

    private static bool IsPlain(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)0, (byte)0x1f) < 0 && Utf8.IsValid(text);

    private string ReadEscapedText()
    {
        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            var unit = _text[_at];
            switch (unit)
            {
                case (byte)'"':
                    _at++;
                    return text.ToString();
                case (byte)'\\':
                    ReadEscape(text);
                    break;
                case < 0x20:
                    throw Fault("a control character stands in a string");
                default:
                    ReadRune(text);
                    break;
            }
        }

        throw Fault("a string does not end");
    }

    private void ReadRune(StringBuilder text)
    {
        var status = Rune.DecodeFromUtf8(_text[_at..], out var rune, out var consumed);
        if (status != OperationStatus.Done && !_lenient)
        {
            throw Fault("the text is not UTF-8");
        }

        _at += consumed;
        text.Append(rune.ToString());
    }

    private void ReadEscape(StringBuilder text)
    {
        var escapeAt = _at;
        _at++;
        var letter = _at < _text.Length ? _text[_at++] : (byte)0;
        if (letter != 'u')
        {
            text.Append(letter switch
            {
                (byte)'"' or (byte)'\\' or (byte)'/' => (char)letter,
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                _ => throw new RegoJsonException("a string holds an unknown escape", escapeAt),
            });
            return;
        }

        var unit = ReadHex(escapeAt);
        if (char.IsHighSurrogate(unit) && _text[_at..].StartsWith("\\u"u8))
        {
            var before = _at;
            _at += 2;
            var second = ReadHex(before);
            if (char.IsLowSurrogate(second))
            {
                text.Append(unit).Append(second);
                return;
            }

            _at = before;
        }

        if (char.IsSurrogate(unit))
        {
            unit = _lenient ? '\ufffd' : throw new RegoJsonException("a string holds half a surrogate pair", escapeAt);
        }

        text.Append(unit);
    }

    private char ReadHex(int escapeAt)
    {
        if (_at + 4 > _text.Length)
        {
            throw new RegoJsonException("a string holds an unfinished escape", escapeAt);
        }

        var value = 0;
        foreach (var digit in _text.Slice(_at, 4))
        {
            value = char.IsAsciiHexDigit((char)digit)
                ? (value * 16) + Convert.ToInt32(((char)digit).ToString(), 16)
                : throw new RegoJsonException("a string holds an unfinished escape", escapeAt);
        }

        _at += 4;
        return (char)value;
    }

    private bool Accept(char mark)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == mark)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Expect(char mark)
    {
        if (!Accept(mark))
        {
            throw Fault($"'{mark}' is missing");
        }
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            _at++;
        }
    }

    private readonly RegoJsonException Fault(string message) => new(message, _at);
}
