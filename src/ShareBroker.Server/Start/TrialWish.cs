using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Start;

/// <summary>What a trial broker should look like.</summary>
public sealed record TrialWish
{
    /// <summary>Address and port to listen on.</summary>
    public string Listen { get; init; } = "127.0.0.1:7443";

    /// <summary>Origin of the log.</summary>
    public string Origin { get; init; } = "sharebroker.example/trial";

    /// <summary>Folder of the policies.</summary>
    public required string Policies { get; init; }

    /// <summary>Who puts policies in force; null to take them from the folder.</summary>
    public GovernanceSettings? Governance { get; init; }

    /// <summary>The agencies; each gets a certificate of its own, so <see cref="AgencySeed.Certificates"/> is left empty.</summary>
    public required IReadOnlyList<AgencySeed> Agencies { get; init; }
}
