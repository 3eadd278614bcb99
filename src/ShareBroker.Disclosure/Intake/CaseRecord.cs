namespace ShareBroker.Disclosure.Intake;

/// <summary>A case: what several agencies mean when they speak of the same person. The broker never learns a name.</summary>
public sealed record CaseRecord
{
    /// <summary>The broker's id.</summary>
    public required string CaseId { get; init; }

    /// <summary>Forum instance that works on it; empty for a bilateral case.</summary>
    public string Instance { get; init; } = "";

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenTime { get; init; }

    /// <summary>Agency of the owner; null when there is none.</summary>
    public AgencyId? OwnerAgency { get; init; }

    /// <summary>Each agency's own local id of the subject, by agency id.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Recorded facts by key, <c>case.status</c> and <c>case.owner</c> among them.</summary>
    public IReadOnlyDictionary<string, StatedFact> Facts { get; init; } = new Dictionary<string, StatedFact>(StringComparer.Ordinal);

    /// <summary>Counts the writes, from 1.</summary>
    public required long Version { get; init; }
}
