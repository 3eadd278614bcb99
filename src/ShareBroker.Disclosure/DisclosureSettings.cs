using ShareBroker.Disclosure.Fetching;

namespace ShareBroker.Disclosure;

/// <summary>The times and limits of the walk, and the keys it derives from. Keys are never logged.</summary>
public sealed record DisclosureSettings
{
    /// <summary>How long an order lasts.</summary>
    public TimeSpan OrderLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The shortest time between two attempts at one order; it doubles up to <see cref="AttemptIntervalMax"/>.</summary>
    public TimeSpan AttemptInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two attempts at one order.</summary>
    public TimeSpan AttemptIntervalMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often waiting orders are looked at, by the worker and by those who watch.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many waiting orders are worked on at once.</summary>
    public int AttemptsAtOnceMax { get; init; } = 16;

    /// <summary>How many previews an agency may ask for within an hour.</summary>
    public int PreviewsPerHourMax { get; init; } = 600;

    /// <summary>
    /// Refusals leave at multiples of this time after the call came in, so that time tells no known person from an unknown one.
    /// Zero answers at once.
    /// </summary>
    public TimeSpan RefusalGrid { get; init; } = TimeSpan.Zero;

    /// <summary>What an answer of a holder may cost.</summary>
    public FetchLimits Fetch { get; init; } = FetchLimits.Standard;

    /// <summary>32 random bytes from which pseudonym keys derive. Whoever loses them makes every old pseudonym unlinkable.</summary>
    public required ReadOnlyMemory<byte> PseudonymKey { get; init; }

    /// <summary>32 random bytes under which versions of values are digested.</summary>
    public required ReadOnlyMemory<byte> VersionKey { get; init; }

    /// <summary>Language of the sentences, ISO 639-1.</summary>
    public string Language { get; init; } = "en";
}
