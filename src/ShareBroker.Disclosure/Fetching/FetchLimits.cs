namespace ShareBroker.Disclosure.Fetching;

/// <summary>What an answer of a holder may cost. A holder that goes beyond is refused as a whole; nothing of its answer is used.</summary>
public sealed record FetchLimits
{
    /// <summary>The limits of a broker on two cores: two seconds, 1 MiB, 64 KiB for each value, 16 deep, 400 values.</summary>
    public static FetchLimits Standard { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(2),
        SizeBytesMax = 1 << 20,
        ValueSizeBytesMax = 64 << 10,
        DepthMax = 16,
        ValueCountMax = 400,
    };

    /// <summary>How long one attempt may take.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>The most bytes of an answer.</summary>
    public required int SizeBytesMax { get; init; }

    /// <summary>The most bytes of one value.</summary>
    public required int ValueSizeBytesMax { get; init; }

    /// <summary>The deepest nesting of one value; at most 64.</summary>
    public required int DepthMax { get; init; }

    /// <summary>The most values of an answer, wanted or not.</summary>
    public required int ValueCountMax { get; init; }
}
