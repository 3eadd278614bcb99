namespace ShareBroker.Policies.Replaying;

/// <summary>How a decision would be another one; the gravest that applies.</summary>
public enum ReplayChangeKind
{
    /// <summary>The same decision.</summary>
    None,

    /// <summary>Reasons, rules or obligations alone.</summary>
    Terms,

    /// <summary>A permit in both, with another action for some field.</summary>
    Fields,

    /// <summary>A permit that would be a denial.</summary>
    Denied,

    /// <summary>A denial that would be a permit.</summary>
    Permitted,
}
