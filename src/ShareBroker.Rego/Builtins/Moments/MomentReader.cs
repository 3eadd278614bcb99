using System.Globalization;

namespace ShareBroker.Rego.Builtins.Moments;

/// <summary>Reads a moment that was written after a layout. What the layout leaves out is January 1, year 0, midnight, UTC.</summary>
internal sealed class MomentReader
{
    private readonly string _layout;
    private readonly string _value;
    private int _at;
    private long _year;
    private int _month = -1;
    private int _day = -1;
    private int _yearDay = -1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _nanosecond;
    private bool? _isAfternoon;
    private long _offset;

    private MomentReader(string layout, string value)
    {
        _layout = layout;
        _value = value;
    }

    /// <summary>Nanoseconds after 1970, or null when the text does not follow the layout.</summary>
    public static Int128? Read(string layout, string value)
    {
        var reader = new MomentReader(layout, value);
        return reader.TryRead() ? reader.Assemble() : null;
    }

    private bool TryRead()
    {
        var at = 0;
        while (true)
        {
            var (start, length, part) = Layout.Next(_layout, at);
            if (!Skip(_layout.AsSpan(at, start - at)))
            {
                return false;
            }

            if (part == LayoutPart.None)
            {
                return _at == _value.Length;
            }

            at = start + length;
            if (!TryReadDate(part) && !TryReadClock(part, length - 1, at) && !TryReadZone(part))
            {
                return false;
            }
        }
    }

    // Runs of spaces match any run of spaces, also none at the end.
    private bool Skip(ReadOnlySpan<char> prefix)
    {
        while (!prefix.IsEmpty)
        {
            if (prefix[0] == ' ')
            {
                if (_at < _value.Length && _value[_at] != ' ')
                {
                    return false;
                }

                prefix = prefix.TrimStart(' ');
                while (_at < _value.Length && _value[_at] == ' ')
                {
                    _at++;
                }

                continue;
            }

            if (_at >= _value.Length || _value[_at] != prefix[0])
            {
                return false;
            }

            _at++;
            prefix = prefix[1..];
        }

        return true;
    }

    private bool TryReadDate(LayoutPart part)
    {
        switch (part)
        {
            case LayoutPart.LongYear:
                return TryDigits(4, 4, 0, 9999, out var longYear) && Set(_year = longYear);
            case LayoutPart.Year:
                return TryDigits(2, 2, 0, 99, out var year) && Set(_year = year + (year >= 69 ? 1900 : 2000));
            case LayoutPart.LongMonth:
                return TryWord(Layout.Months, int.MaxValue, out _month);
            case LayoutPart.ShortMonth:
                return TryWord(Layout.Months, 3, out _month);
            case LayoutPart.MonthNumber:
                return TryDigits(1, 2, 1, 12, out _month);
            case LayoutPart.ZeroMonth:
                return TryDigits(2, 2, 1, 12, out _month);
            case LayoutPart.LongWeekDay:
                return TryWord(Layout.WeekDays, int.MaxValue, out _);
            case LayoutPart.ShortWeekDay:
                return TryWord(Layout.WeekDays, 3, out _);
            case LayoutPart.UnderDay:
                _at += _at < _value.Length && _value[_at] == ' ' ? 1 : 0;
                return TryDigits(1, 2, 0, 99, out _day);
            case LayoutPart.Day:
                return TryDigits(1, 2, 0, 99, out _day);
            case LayoutPart.ZeroDay:
                return TryDigits(2, 2, 0, 99, out _day);
            case LayoutPart.UnderYearDay:
                var spaces = _value.AsSpan(_at).IndexOfAnyExcept(' ');
                _at += Math.Clamp(spaces, 0, 2);
                return TryDigits(3 - Math.Clamp(spaces, 0, 2), 3 - Math.Clamp(spaces, 0, 2), 1, 366, out _yearDay);
            case LayoutPart.ZeroYearDay:
                return TryDigits(3, 3, 1, 366, out _yearDay);
            default:
                return false;
        }
    }

    private static bool Set(long value) => value >= 0;

    private bool TryReadClock(LayoutPart part, int fractionDigits, int layoutAt)
    {
        switch (part)
        {
            case LayoutPart.Hour:
                return TryDigits(1, 2, 0, 23, out _hour);
            case LayoutPart.Hour12:
                return TryDigits(1, 2, 0, 12, out _hour);
            case LayoutPart.ZeroHour12:
                return TryDigits(2, 2, 0, 12, out _hour);
            case LayoutPart.Minute:
                return TryDigits(1, 2, 0, 59, out _minute);
            case LayoutPart.ZeroMinute:
                return TryDigits(2, 2, 0, 59, out _minute);
            case LayoutPart.Second:
                return TryDigits(1, 2, 0, 59, out _second) && SkipUnaskedFraction(layoutAt);
            case LayoutPart.ZeroSecond:
                return TryDigits(2, 2, 0, 59, out _second) && SkipUnaskedFraction(layoutAt);
            case LayoutPart.UpperHalf:
                return TryHalf("AM", "PM");
            case LayoutPart.LowerHalf:
                return TryHalf("am", "pm");
            case LayoutPart.FractionZeros:
                return TryFraction(fractionDigits);
            case LayoutPart.FractionNines:
                return !FractionFollows() || TryFraction(FractionLength());
            default:
                return false;
        }
    }

    // Seconds may have a fraction even where the layout shows none.
    private bool SkipUnaskedFraction(int layoutAt)
    {
        var next = Layout.Next(_layout, layoutAt);
        var isAsked = next.Start == layoutAt && next.Part is LayoutPart.FractionZeros or LayoutPart.FractionNines;
        return isAsked || !FractionFollows() || TryFraction(FractionLength());
    }

    private bool FractionFollows() => _at + 1 < _value.Length && _value[_at] is '.' or ',' && char.IsAsciiDigit(_value[_at + 1]);

    private int FractionLength()
    {
        var length = 0;
        while (_at + 1 + length < _value.Length && char.IsAsciiDigit(_value[_at + 1 + length]))
        {
            length++;
        }

        return length;
    }

    private bool TryFraction(int digits)
    {
        if (_at + 1 + digits > _value.Length || _value[_at] is not ('.' or ','))
        {
            return false;
        }

        var text = _value.Substring(_at + 1, digits);
        _at += 1 + digits;
        text = text.Length > 9 ? text[..9] : text.PadRight(9, '0');
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _nanosecond);
    }

    private bool TryHalf(string morning, string afternoon)
    {
        var text = _at + 2 <= _value.Length ? _value.Substring(_at, 2) : string.Empty;
        _at += 2;
        _isAfternoon = text == afternoon;
        return text == morning || text == afternoon;
    }

    private bool TryReadZone(LayoutPart part)
    {
        switch (part)
        {
            case LayoutPart.ZoneLetters:
                return TryZoneLetters();
            case LayoutPart.IsoZone or LayoutPart.IsoZoneSeconds or LayoutPart.IsoZoneShort or LayoutPart.IsoZoneColon
                or LayoutPart.IsoZoneColonSeconds when _at < _value.Length && _value[_at] == 'Z':
                _at++;
                return true;
            case LayoutPart.ZoneShort or LayoutPart.IsoZoneShort:
                return TryOffset(1, string.Empty);
            case LayoutPart.ZoneColon or LayoutPart.IsoZoneColon:
                return TryOffset(2, ":");
            case LayoutPart.ZoneColonSeconds or LayoutPart.IsoZoneColonSeconds:
                return TryOffset(3, ":");
            case LayoutPart.ZoneSeconds or LayoutPart.IsoZoneSeconds:
                return TryOffset(3, string.Empty);
            case LayoutPart.Zone or LayoutPart.IsoZone:
                return TryOffset(2, string.Empty);
            default:
                return false;
        }
    }

    private bool TryOffset(int parts, string separator)
    {
        var sign = _at < _value.Length ? _value[_at++] : ' ';
        var seconds = 0L;
        for (var i = 0; i < parts; i++)
        {
            if (i > 0 && separator.Length > 0 && (_at >= _value.Length || _value[_at++] != separator[0]))
            {
                return false;
            }

            if (!TryDigits(2, 2, 0, i == 0 ? 24 : 60, out var count))
            {
                return false;
            }

            seconds += count * (i switch { 0 => 3600, 1 => 60, _ => 1 });
        }

        _offset = sign == '-' ? -seconds : seconds;
        return sign is '+' or '-';
    }

    // Letters alone do not tell an offset, except GMT with a number; they are read as UTC.
    private bool TryZoneLetters()
    {
        var rest = _value.AsSpan(_at);
        var end = 0;
        while (end < rest.Length && char.IsAsciiLetterUpper(rest[end]))
        {
            end++;
        }

        if (end is < 3 or > 5)
        {
            return false;
        }

        _at += end;
        if (rest[..end].SequenceEqual("GMT") && end < rest.Length && rest[end] is '+' or '-')
        {
            var sign = _value[_at++];
            if (!TryDigits(1, 2, 0, 23, out var hours))
            {
                return false;
            }

            _offset = (sign == '-' ? -hours : hours) * 3600L;
        }

        return true;
    }

    private bool TryDigits(int least, int most, int lowest, int highest, out int value)
    {
        value = 0;
        var count = 0;
        while (count < most && _at < _value.Length && char.IsAsciiDigit(_value[_at]))
        {
            value = (value * 10) + (_value[_at++] - '0');
            count++;
        }

        return count >= least && value >= lowest && value <= highest;
    }

    private bool TryWord(IReadOnlyList<string> words, int length, out int position)
    {
        for (position = 1; position <= words.Count; position++)
        {
            var word = words[position - 1];
            word = word.Length > length ? word[..length] : word;
            if (_value.AsSpan(_at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                _at += word.Length;
                return true;
            }
        }

        return false;
    }

    private Int128? Assemble()
    {
        if (_isAfternoon is { } afternoon)
        {
            _hour = afternoon && _hour < 12 ? _hour + 12 : !afternoon && _hour == 12 ? 0 : _hour;
        }

        if (_yearDay > 0)
        {
            var date = CivilTime.At((Int128)CivilTime.DaysSince1970(_year, 1, _yearDay) * 86_400 * CivilTime.NanosecondsPerSecond, 0);
            if (date.Year != _year || (_month >= 0 && _month != date.Month) || (_day >= 0 && _day != date.Day))
            {
                return null;
            }

            (_month, _day) = (date.Month, date.Day);
        }

        _month = _month < 0 ? 1 : _month;
        _day = _day < 0 ? 1 : _day;
        if (_day < 1 || _day > CivilTime.DaysIn(_month, _year))
        {
            return null;
        }

        return new CivilTime(_year, _month, _day, _hour, _minute, _second, _nanosecond).ToNanoseconds(_offset);
    }
}
