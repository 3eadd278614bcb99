using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Formatting;

/// <summary>
/// Fills in a format string as Go's fmt package does, including what it writes for mistakes: <c>%!d(string=a)</c>, <c>%!d(MISSING)</c>,
/// <c>%!(EXTRA int=2)</c>, <c>%!(BADWIDTH)</c>, <c>%!(BADPREC)</c>, <c>%!d(BADINDEX)</c>, <c>%!(NOVERB)</c>.
/// </summary>
internal sealed partial class FormatText
{
    private const int CountMax = 1_000_000;

    private readonly BuiltinContext _context;
    private readonly string _format;
    private readonly FormatArgument[] _arguments;
    private readonly StringBuilder _text = new();
    private FormatFlags _flags = new();
    private int _at;
    private int _next;
    private bool _reordered;
    private bool _indexIsGood;
    private bool _afterIndex;

    private FormatText(BuiltinContext context, string format, FormatArgument[] arguments)
    {
        _context = context;
        _format = format;
        _arguments = arguments;
    }

    /// <summary>The filled-in text; every piece is charged before it is written.</summary>
    public static string Fill(BuiltinContext context, string format, FormatArgument[] arguments)
    {
        var filler = new FormatText(context, format, arguments);
        filler.Fill();
        return filler._text.ToString();
    }

    private void Fill()
    {
        while (_at < _format.Length)
        {
            var percent = _format.IndexOf('%', _at);
            var end = percent < 0 ? _format.Length : percent;
            Write(_format[_at..end]);
            _at = end + 1;
            if (percent >= 0)
            {
                FillOne();
            }
        }

        WriteSurplus();
    }

    private void FillOne()
    {
        _context.Meter.Step(4);
        _flags = new FormatFlags();
        _indexIsGood = true;
        _afterIndex = false;
        ReadFlags();
        ReadIndex();
        ReadWidth();
        ReadPrecision();
        if (!_afterIndex)
        {
            ReadIndex();
        }

        if (_at >= _format.Length)
        {
            Write("%!(NOVERB)");
            return;
        }

        Rune.DecodeFromUtf16(_format.AsSpan(_at), out var verb, out var width);
        _at += width;
        if (verb.Value == '%')
        {
            Write("%");
        }
        else if (!_indexIsGood)
        {
            Write($"%!{verb}(BADINDEX)");
        }
        else if (_next >= _arguments.Length)
        {
            Write($"%!{verb}(MISSING)");
        }
        else
        {
            Print(_arguments[_next++], verb);
        }
    }

    private void ReadFlags()
    {
        for (; _at < _format.Length; _at++)
        {
            switch (_format[_at])
            {
                case '#':
                    _flags.Sharp = true;
                    break;
                case '0':
                    _flags.Zero = true;
                    break;
                case '+':
                    _flags.Plus = true;
                    break;
                case '-':
                    _flags.Minus = true;
                    break;
                case ' ':
                    _flags.Space = true;
                    break;
                default:
                    return;
            }
        }
    }

    // [n] chooses the argument, counted from 1.
    private void ReadIndex()
    {
        _afterIndex = false;
        if (_at >= _format.Length || _format[_at] != '[')
        {
            return;
        }

        _reordered = true;
        var close = _format.IndexOf(']', _at);
        if (close < 0)
        {
            _indexIsGood = false;
            _at++;
            return;
        }

        var start = _at + 1;
        _at = start;
        var index = ReadCount();
        _afterIndex = index is not null && _at == close;
        _at = close + 1;
        if (_afterIndex && index >= 1 && index <= _arguments.Length)
        {
            _next = index.Value - 1;
        }
        else
        {
            _indexIsGood = false;
        }
    }

    private void ReadWidth()
    {
        if (Accept('*'))
        {
            _flags.Width = TakeCount();
            if (_flags.Width is null)
            {
                Write("%!(BADWIDTH)");
            }

            if (_flags.Width < 0)
            {
                (_flags.Width, _flags.Minus, _flags.Zero) = (-_flags.Width, true, false);
            }

            _afterIndex = false;
            return;
        }

        _flags.Width = ReadCount();
        _indexIsGood &= !(_afterIndex && _flags.Width is not null);
    }

    private void ReadPrecision()
    {
        // At the end a point is a verb, and one that nobody knows.
        if (_at + 1 >= _format.Length || !Accept('.'))
        {
            return;
        }

        _indexIsGood &= !_afterIndex;
        ReadIndex();
        if (!Accept('*'))
        {
            _flags.Precision = ReadCount() ?? 0;
            return;
        }

        _flags.Precision = TakeCount();
        _flags.Precision = _flags.Precision < 0 ? null : _flags.Precision;
        if (_flags.Precision is null)
        {
            Write("%!(BADPREC)");
        }

        _afterIndex = false;
    }

    private bool Accept(char mark)
    {
        if (_at < _format.Length && _format[_at] == mark)
        {
            _at++;
            return true;
        }

        return false;
    }

    private int? ReadCount()
    {
        int? count = null;
        while (_at < _format.Length && char.IsAsciiDigit(_format[_at]))
        {
            count = ((count ?? 0) * 10) + (_format[_at++] - '0');
            if (count > CountMax * 10)
            {
                // A count that long is nonsense; what follows is not read as a verb either.
                _at = _format.Length;
                return null;
            }
        }

        return count;
    }

    private int? TakeCount()
    {
        if (_next >= _arguments.Length)
        {
            return null;
        }

        return _arguments[_next++] is FormatArgument.Whole { Value: >= -CountMax and <= CountMax } whole ? (int)whole.Value : null;
    }

    private void WriteSurplus()
    {
        if (_reordered || _next >= _arguments.Length)
        {
            return;
        }

        _flags = new FormatFlags();
        Write("%!(EXTRA ");
        for (var i = _next; i < _arguments.Length; i++)
        {
            Write((i > _next ? ", " : string.Empty) + (_arguments[i] is FormatArgument.Nothing ? string.Empty : _arguments[i].TypeName
                + "="));
            Print(_arguments[i], new Rune('v'));
        }

        Write(")");
    }

    private void Print(FormatArgument argument, Rune verb, bool isInner = false)
    {
        if (verb.Value == 'T')
        {
            PrintText(argument.TypeName);
            return;
        }

        // The value behind a mistaken verb, and a member, keeps the flags that were written for it.
        if (verb.Value == 'v' && !isInner)
        {
            (_flags.Source, _flags.Sharp, _flags.Plus) = (_flags.Sharp, false, false);
        }

        var known = argument switch
        {
            FormatArgument.Whole whole => TryPrintWhole(whole.Value, verb),
            FormatArgument.Large large => TryPrintLarge(large.Value, verb),
            FormatArgument.Fraction fraction => TryPrintFraction(fraction.Value, verb),
            FormatArgument.Text text => TryPrintText(text.Value, verb),
            FormatArgument.Flag flag => TryPrintFlag(flag.Value, verb),
            FormatArgument.List list => PrintList(list, verb),
            FormatArgument.Members members => PrintMembers(members, verb),
            _ => TryPrintNothing(verb),
        };
        if (!known)
        {
            Write($"%!{verb}({(argument is FormatArgument.Nothing ? string.Empty : argument.TypeName + "=")}");
            Print(argument, new Rune('v'), isInner: true);
            Write(")");
        }
    }

    private bool TryPrintText(string text, Rune verb)
    {
        switch (verb.Value)
        {
            case 'v' when _flags.Source:
            case 'q':
                PrintQuoted(Cut(text));
                return true;
            case 'v' or 's':
                PrintText(Cut(text));
                return true;
            case 'x' or 'X':
                PrintBytes(Encoding.UTF8.GetBytes(text), upper: verb.Value == 'X');
                return true;
            default:
                return false;
        }
    }

    private string Cut(string text) =>
        _flags.Precision is { } precision ? text[..CodePoints.UnitOf(text, precision)] : text;

    private void PrintText(string text) => Pad(text);

    private void PrintQuoted(string text)
    {
        if (_flags.Sharp && !text.Any(static letter => letter is '`' or '\x7f' or '\ufeff' || (letter < ' ' && letter != '\t')))
        {
            Pad("`" + text + "`");
            return;
        }

        _context.Charge(text.Length * 4L);
        var quoted = new StringBuilder();
        TermText.AppendQuoted(quoted, text, asciiOnly: _flags.Plus);
        Pad(quoted.ToString());
    }

    private void PrintBytes(byte[] bytes, bool upper)
    {
        var count = Math.Min(bytes.Length, _flags.Precision ?? bytes.Length);
        _context.Charge(count * 5L);
        var mark = upper ? "0X" : "0x";
        var hex = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            hex.Append(_flags.Space && i > 0 ? " " : string.Empty);
            hex.Append(_flags.Sharp && (_flags.Space || i == 0) ? mark : string.Empty);
            hex.Append(upper ? Convert.ToHexString([bytes[i]]) : Convert.ToHexStringLower([bytes[i]]));
        }

        Pad(hex.ToString());
    }

    private void Pad(string text)
    {
        var missing = (_flags.Width ?? 0) - CodePoints.Count(text);
        if (missing <= 0)
        {
            Write(text);
            return;
        }

        _context.Charge(missing);
        var padding = new string(_flags.PadsWithZeros ? '0' : ' ', missing);
        Write(_flags.Minus ? text + padding : padding + text);
    }

    private void Write(string text)
    {
        _context.Charge(text.Length);
        _text.Append(text);
    }
}
