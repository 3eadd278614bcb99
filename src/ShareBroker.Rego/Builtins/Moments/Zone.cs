using NodaTime;

namespace ShareBroker.Rego.Builtins.Moments;

/// <summary>
/// A place's offsets from universal time and the letters of the time in force, by the IANA names. They come with the library, so that a
/// result depends neither on the host's own list nor on whether it has one; for the same reason the empty name and Local are UTC.
/// </summary>
internal sealed class Zone
{
    private readonly DateTimeZone _rules;

    private Zone(DateTimeZone rules) => _rules = rules;

    public static Zone Utc { get; } = new(DateTimeZone.Utc);

    /// <summary>The zone of a name, or null when there is none.</summary>
    public static Zone? Find(string name)
    {
        if (name is "" or "UTC" or "Local")
        {
            return Utc;
        }

        // Names are paths, in which one slash is as good as two.
        name = name.Replace("//", "/", StringComparison.Ordinal);

        // UTC+3 and the like would be understood here, but are no names of places.
        var isOffset = name.StartsWith("UTC", StringComparison.Ordinal);
        return !isOffset && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } rules ? new Zone(rules) : null;
    }

    /// <summary>Seconds east of Greenwich.</summary>
    public long OffsetAt(Int128 nanoseconds) => _rules.GetUtcOffset(InstantOf(nanoseconds)).Seconds;

    /// <summary>The letters of the time in force, such as CET, or its offset where people use none.</summary>
    public string NameAt(Int128 nanoseconds) => _rules.GetZoneInterval(InstantOf(nanoseconds)).Name;

    // No zone changes within a second; the second begins at or before the moment, also before 1970.
    private static Instant InstantOf(Int128 nanoseconds)
    {
        var (seconds, rest) = Int128.DivRem(nanoseconds, 1_000_000_000);
        return Instant.FromUnixTimeSeconds((long)(rest < 0 ? seconds - 1 : seconds));
    }
}
