using System.Globalization;

namespace ShareBroker.Rego.Builtins.Moments;

/// <summary>
/// A place's offsets from universal time, by the IANA names. The empty name and Local are UTC, so that results never depend on a host.
/// </summary>
internal sealed class Zone
{
    // Names of standard and summer time where people use letters; elsewhere the offset is the name.
    private static readonly Dictionary<string, (string Standard, string Summer)> Letters = new(StringComparer.Ordinal)
    {
        ["Europe/London"] = ("GMT", "BST"),
        ["Europe/Dublin"] = ("GMT", "IST"),
        ["Europe/Lisbon"] = ("WET", "WEST"),
        ["America/New_York"] = ("EST", "EDT"),
        ["America/Toronto"] = ("EST", "EDT"),
        ["America/Chicago"] = ("CST", "CDT"),
        ["America/Denver"] = ("MST", "MDT"),
        ["America/Los_Angeles"] = ("PST", "PDT"),
        ["Asia/Tokyo"] = ("JST", "JDT"),
        ["Asia/Shanghai"] = ("CST", "CDT"),
        ["Asia/Kolkata"] = ("IST", "IST"),
        ["Asia/Calcutta"] = ("IST", "IST"),
        ["Australia/Sydney"] = ("AEST", "AEDT"),
        ["Australia/Melbourne"] = ("AEST", "AEDT"),
    };

    private static readonly Dictionary<int, (string Standard, string Summer)> EuropeanLetters = new()
    {
        [0] = ("WET", "WEST"),
        [1] = ("CET", "CEST"),
        [2] = ("EET", "EEST"),
    };

    private readonly TimeZoneInfo? _rules;
    private readonly string _name;

    private Zone(string name, TimeZoneInfo? rules)
    {
        _name = name;
        _rules = rules;
    }

    public static Zone Utc { get; } = new("UTC", null);

    /// <summary>The zone of a name, or null when there is none.</summary>
    public static Zone? Find(string name)
    {
        if (name is "" or "UTC" or "Local")
        {
            return Utc;
        }

        var sound = name.Length < 64 && char.IsAsciiLetter(name[0]) && !name.Contains("..", StringComparison.Ordinal)
            && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+');
        // The host finds europe/paris once somebody asked for Europe/Paris; here case always counts.
        return sound && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var rules) && rules.Id == name ? new Zone(name, rules) : null;
    }

    public long OffsetAt(Int128 nanoseconds) => _rules is null ? 0 : (long)_rules.GetUtcOffset(Instant(nanoseconds)).TotalSeconds;

    /// <summary>The letters of the time in force, such as CET.</summary>
    public string NameAt(Int128 nanoseconds)
    {
        if (_rules is null)
        {
            return _name;
        }

        var isSummer = _rules.IsDaylightSavingTime(Instant(nanoseconds));
        var letters = Letters.GetValueOrDefault(_name);
        if (letters == default && _name.StartsWith("Europe/", StringComparison.Ordinal))
        {
            letters = EuropeanLetters.GetValueOrDefault((int)_rules.BaseUtcOffset.TotalHours);
        }

        if (letters != default)
        {
            return isSummer ? letters.Summer : letters.Standard;
        }

        var offset = OffsetAt(nanoseconds);
        var (hours, minutes) = (Math.Abs(offset) / 3600, Math.Abs(offset) / 60 % 60);
        var sign = offset < 0 ? "-" : "+";
        return sign + hours.ToString("00", CultureInfo.InvariantCulture)
            + (minutes == 0 ? string.Empty : minutes.ToString("00", CultureInfo.InvariantCulture));
    }

    private static DateTime Instant(Int128 nanoseconds) => new((long)(nanoseconds / 100) + DateTime.UnixEpoch.Ticks, DateTimeKind.Utc);
}
