namespace ShareBroker.Server.Settings;

/// <summary>Whose access tokens say which person acts. Keys are pinned: nothing is fetched because a token names it.</summary>
public sealed record TokenSettings
{
    /// <summary>The audience that a token must name, and no other.</summary>
    public string Audience { get; init; } = "sharebroker";

    /// <summary>How far clocks may differ. At most 60.</summary>
    public int ClockSkewSeconds { get; init; } = 30;

    /// <summary>The longest life of a token, from its issue to its end. At most 3600.</summary>
    public int LifetimeMaxSeconds { get; init; } = 900;

    /// <summary>Issuers of the agencies.</summary>
    public IReadOnlyList<TrustedIssuer> Issuers { get; init; } = [];

    /// <summary>The broker's own small issuer for trials; absent where agencies bring theirs.</summary>
    public BuiltinIssuer? Builtin { get; init; }
}
