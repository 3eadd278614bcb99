namespace ShareBroker.Rego.Builtins.Moments;

/// <summary>A date of the proleptic Gregorian calendar with a time of day, without a zone.</summary>
internal readonly record struct CivilTime(long Year, int Month, int Day, int Hour, int Minute, int Second, int Nanosecond)
{
    public const long NanosecondsPerSecond = 1_000_000_000;

    private const long SecondsPerDay = 86_400;

    private static readonly int[] DaysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    /// <summary>0 is Sunday.</summary>
    public int WeekDay => (int)Modulo(DaysSince1970(Year, Month, Day) + 4, 7);

    /// <summary>1 is the first of January.</summary>
    public int YearDay => DaysBefore[Month - 1] + Day + (Month > 2 && IsLeap(Year) ? 1 : 0);

    public static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysIn(int month, long year) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Days from 1970-01-01; days and months beyond their range carry over.</summary>
    public static long DaysSince1970(long year, long month, long day)
    {
        year += Divide(month - 1, 12);
        month = Modulo(month - 1, 12) + 1;

        // Years start in March here, so that the leap day is the last one.
        var marchYear = month <= 2 ? year - 1 : year;
        var era = Divide(marchYear, 400);
        var yearOfEra = marchYear - (era * 400);
        var dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5;
        return (era * 146097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear + day - 1 - 719468;
    }

    /// <summary>The date and time that a clock set to an offset shows so many nanoseconds after 1970.</summary>
    public static CivilTime At(Int128 nanoseconds, long offsetSeconds)
    {
        var seconds = (long)((nanoseconds - Mod(nanoseconds, NanosecondsPerSecond)) / NanosecondsPerSecond) + offsetSeconds;
        var days = Divide(seconds, SecondsPerDay) + 719468;
        var rest = (int)Modulo(seconds, SecondsPerDay);
        var era = Divide(days, 146097);
        var dayOfEra = days - (era * 146097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        var year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        return new CivilTime(year, month, day, rest / 3600, rest / 60 % 60, rest % 60, (int)Mod(nanoseconds, NanosecondsPerSecond));
    }

    /// <summary>Nanoseconds after 1970 when a clock set to an offset shows this.</summary>
    public Int128 ToNanoseconds(long offsetSeconds)
    {
        var seconds = (DaysSince1970(Year, Month, Day) * SecondsPerDay) + (Hour * 3600L) + (Minute * 60L) + Second - offsetSeconds;
        return ((Int128)seconds * NanosecondsPerSecond) + Nanosecond;
    }

    private static long Divide(long value, long by) => (value - Modulo(value, by)) / by;

    private static long Modulo(long value, long by) => ((value % by) + by) % by;

    private static Int128 Mod(Int128 value, Int128 by) => ((value % by) + by) % by;
}
