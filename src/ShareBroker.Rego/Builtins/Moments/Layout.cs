namespace ShareBroker.Rego.Builtins.Moments;

/// <summary>
/// A layout in Go's manner: an example of how the moment Mon Jan 2 15:04:05 MST 2006 would be written. Also the words every layout shares.
/// </summary>
internal static class Layout
{
    public const string Rfc3339 = "2006-01-02T15:04:05Z07:00";

    public const string Rfc3339Nano = "2006-01-02T15:04:05.999999999Z07:00";

    // Longer texts come before their own beginnings.
    private static readonly (string Text, LayoutPart Part)[] Words =
    [
        ("January", LayoutPart.LongMonth), ("Monday", LayoutPart.LongWeekDay), ("MST", LayoutPart.ZoneLetters),
        ("002", LayoutPart.ZeroYearDay), ("01", LayoutPart.ZeroMonth), ("02", LayoutPart.ZeroDay), ("03", LayoutPart.ZeroHour12),
        ("04", LayoutPart.ZeroMinute), ("05", LayoutPart.ZeroSecond), ("06", LayoutPart.Year), ("15", LayoutPart.Hour),
        ("1", LayoutPart.MonthNumber), ("2006", LayoutPart.LongYear), ("2", LayoutPart.Day), ("__2", LayoutPart.UnderYearDay),
        ("_2", LayoutPart.UnderDay), ("3", LayoutPart.Hour12), ("4", LayoutPart.Minute), ("5", LayoutPart.Second),
        ("PM", LayoutPart.UpperHalf), ("pm", LayoutPart.LowerHalf),
        ("-070000", LayoutPart.ZoneSeconds), ("-07:00:00", LayoutPart.ZoneColonSeconds), ("-0700", LayoutPart.Zone),
        ("-07:00", LayoutPart.ZoneColon), ("-07", LayoutPart.ZoneShort),
        ("Z070000", LayoutPart.IsoZoneSeconds), ("Z07:00:00", LayoutPart.IsoZoneColonSeconds), ("Z0700", LayoutPart.IsoZone),
        ("Z07:00", LayoutPart.IsoZoneColon), ("Z07", LayoutPart.IsoZoneShort),
    ];

    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["ANSIC"] = "Mon Jan _2 15:04:05 2006",
        ["UnixDate"] = "Mon Jan _2 15:04:05 MST 2006",
        ["RubyDate"] = "Mon Jan 02 15:04:05 -0700 2006",
        ["RFC822"] = "02 Jan 06 15:04 MST",
        ["RFC822Z"] = "02 Jan 06 15:04 -0700",
        ["RFC850"] = "Monday, 02-Jan-06 15:04:05 MST",
        ["RFC1123"] = "Mon, 02 Jan 2006 15:04:05 MST",
        ["RFC1123Z"] = "Mon, 02 Jan 2006 15:04:05 -0700",
        ["RFC3339"] = Rfc3339,
        ["RFC3339Nano"] = Rfc3339Nano,
    };

    public static IReadOnlyList<string> Months { get; } =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    public static IReadOnlyList<string> WeekDays { get; } =
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>The layout of a name such as RFC1123Z, or the text itself.</summary>
    public static string OfName(string layout) => Named.GetValueOrDefault(layout, layout);

    /// <summary>The first piece that stands for something, where it starts and how long it is.</summary>
    public static (int Start, int Length, LayoutPart Part) Next(string layout, int from)
    {
        for (var at = from; at < layout.Length; at++)
        {
            var (length, part) = At(layout, at);
            if (part != LayoutPart.None)
            {
                return (at, length, part);
            }
        }

        return (layout.Length, 0, LayoutPart.None);
    }

    private static (int Length, LayoutPart Part) At(string layout, int at)
    {
        var rest = layout.AsSpan(at);
        foreach (var (text, part) in Words)
        {
            if (rest.StartsWith(text, StringComparison.Ordinal))
            {
                // In _2006 the year is meant, not a padded day.
                var isYear = part == LayoutPart.UnderDay && rest.StartsWith("_2006", StringComparison.Ordinal);
                return isYear ? (0, LayoutPart.None) : (text.Length, part);
            }
        }

        if (rest.StartsWith("Jan", StringComparison.Ordinal) && !LowerFollows(rest))
        {
            return (3, LayoutPart.ShortMonth);
        }

        if (rest.StartsWith("Mon", StringComparison.Ordinal) && !LowerFollows(rest))
        {
            return (3, LayoutPart.ShortWeekDay);
        }

        return Fraction(rest);
    }

    private static bool LowerFollows(ReadOnlySpan<char> rest) => rest.Length > 3 && char.IsAsciiLetterLower(rest[3]);

    // A point or comma and zeros or nines, no other digit behind them.
    private static (int Length, LayoutPart Part) Fraction(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2 || rest[0] is not ('.' or ',') || rest[1] is not ('0' or '9'))
        {
            return (0, LayoutPart.None);
        }

        var end = 1;
        while (end < rest.Length && rest[end] == rest[1])
        {
            end++;
        }

        if (end < rest.Length && char.IsAsciiDigit(rest[end]))
        {
            return (0, LayoutPart.None);
        }

        return (end, rest[1] == '0' ? LayoutPart.FractionZeros : LayoutPart.FractionNines);
    }
}
