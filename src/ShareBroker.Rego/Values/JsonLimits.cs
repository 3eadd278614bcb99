namespace ShareBroker.Rego.Values;

/// <summary>What a JSON text may cost its reader. A host that reads foreign text chooses every limit.</summary>
public sealed record JsonLimits
{
    /// <summary>For texts that the host itself made or vouches for: 64 MiB, 512 levels.</summary>
    public static JsonLimits Trusted { get; } = new() { SizeMaxBytes = 64 << 20, DepthMax = 512, NumberLengthMax = 10_000 };

    /// <summary>The longest text, in bytes of UTF-8.</summary>
    public required int SizeMaxBytes { get; init; }

    /// <summary>How many arrays and objects may stand inside one another; never more than <see cref="RegoValue.DepthMax"/>.</summary>
    public required int DepthMax { get; init; }

    /// <summary>The longest number, in characters.</summary>
    public required int NumberLengthMax { get; init; }
}
