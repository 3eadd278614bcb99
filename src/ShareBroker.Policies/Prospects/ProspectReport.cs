namespace ShareBroker.Policies.Prospects;

/// <summary>The answer to a <see cref="ProspectQuestion"/>.</summary>
public sealed record ProspectReport
{
    /// <summary>The answer over all regimes: <see cref="ProspectVerdict.Never"/> only when it is proved for each of them.</summary>
    public required ProspectVerdict Verdict { get; init; }

    /// <summary>Every regime that was looked at, by id.</summary>
    public required IReadOnlyList<RegimeProspects> Regimes { get; init; }

    /// <summary>How many requests the policies decided on the way.</summary>
    public required int Decided { get; init; }
}
