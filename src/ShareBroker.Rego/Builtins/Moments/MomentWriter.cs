using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Builtins.Moments;

/// <summary>Writes a moment after a layout.</summary>
internal static class MomentWriter
{
    public static string Write(Int128 nanoseconds, Zone zone, string layout)
    {
        var offset = zone.OffsetAt(nanoseconds);
        var time = CivilTime.At(nanoseconds, offset);
        var text = new StringBuilder();
        var at = 0;
        while (true)
        {
            var (start, length, part) = Layout.Next(layout, at);
            text.Append(layout, at, start - at);
            if (part == LayoutPart.None)
            {
                return text.ToString();
            }

            if (part is LayoutPart.FractionZeros or LayoutPart.FractionNines)
            {
                text.Append(Fraction(time.Nanosecond, length - 1, layout[start], part == LayoutPart.FractionNines));
            }
            else
            {
                text.Append(DatePart(time, part) ?? ClockPart(time, part) ?? ZonePart(zone, nanoseconds, offset, part));
            }

            at = start + length;
        }
    }

    private static string? DatePart(CivilTime time, LayoutPart part) => part switch
    {
        LayoutPart.LongMonth => Layout.Months[time.Month - 1],
        LayoutPart.ShortMonth => Layout.Months[time.Month - 1][..3],
        LayoutPart.MonthNumber => Digits(time.Month, 1),
        LayoutPart.ZeroMonth => Digits(time.Month, 2),
        LayoutPart.LongWeekDay => Layout.WeekDays[time.WeekDay],
        LayoutPart.ShortWeekDay => Layout.WeekDays[time.WeekDay][..3],
        LayoutPart.Day => Digits(time.Day, 1),
        LayoutPart.UnderDay => Digits(time.Day, 1).PadLeft(2),
        LayoutPart.ZeroDay => Digits(time.Day, 2),
        LayoutPart.UnderYearDay => Digits(time.YearDay, 1).PadLeft(3),
        LayoutPart.ZeroYearDay => Digits(time.YearDay, 3),
        LayoutPart.LongYear => Digits(time.Year, 4),
        LayoutPart.Year => Digits(time.Year % 100, 2),
        _ => null,
    };

    private static string? ClockPart(CivilTime time, LayoutPart part) => part switch
    {
        LayoutPart.Hour => Digits(time.Hour, 2),
        LayoutPart.Hour12 => Digits(Hour12(time.Hour), 1),
        LayoutPart.ZeroHour12 => Digits(Hour12(time.Hour), 2),
        LayoutPart.Minute => Digits(time.Minute, 1),
        LayoutPart.ZeroMinute => Digits(time.Minute, 2),
        LayoutPart.Second => Digits(time.Second, 1),
        LayoutPart.ZeroSecond => Digits(time.Second, 2),
        LayoutPart.UpperHalf => time.Hour < 12 ? "AM" : "PM",
        LayoutPart.LowerHalf => time.Hour < 12 ? "am" : "pm",
        _ => null,
    };

    private static string ZonePart(Zone zone, Int128 nanoseconds, long offset, LayoutPart part)
    {
        if (part == LayoutPart.ZoneLetters)
        {
            return zone.NameAt(nanoseconds);
        }

        var isIso = part is LayoutPart.IsoZone or LayoutPart.IsoZoneSeconds or LayoutPart.IsoZoneShort or LayoutPart.IsoZoneColon
            or LayoutPart.IsoZoneColonSeconds;
        if (isIso && offset == 0)
        {
            return "Z";
        }

        var magnitude = Math.Abs(offset);
        var hours = (offset < 0 ? "-" : "+") + Digits(magnitude / 3600, 2);
        var minutes = Digits(magnitude / 60 % 60, 2);
        var seconds = Digits(magnitude % 60, 2);
        return part switch
        {
            LayoutPart.ZoneShort or LayoutPart.IsoZoneShort => hours,
            LayoutPart.ZoneColon or LayoutPart.IsoZoneColon => $"{hours}:{minutes}",
            LayoutPart.ZoneColonSeconds or LayoutPart.IsoZoneColonSeconds => $"{hours}:{minutes}:{seconds}",
            LayoutPart.ZoneSeconds or LayoutPart.IsoZoneSeconds => hours + minutes + seconds,
            _ => hours + minutes,
        };
    }

    private static int Hour12(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    // Nines leave out what is zero at the end, and the point with it.
    private static string Fraction(int nanosecond, int count, char point, bool trims)
    {
        var digits = Digits(nanosecond, 9)[..Math.Min(count, 9)].PadRight(count, '0');
        digits = trims ? digits.TrimEnd('0') : digits;
        return digits.Length == 0 ? string.Empty : point + digits;
    }

    private static string Digits(long value, int width)
    {
        var digits = Math.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        return value < 0 ? "-" + digits : digits;
    }
}
