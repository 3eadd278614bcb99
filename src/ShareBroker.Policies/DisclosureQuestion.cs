namespace ShareBroker.Policies;

/// <summary>The <c>request</c> member of the decision input.</summary>
public sealed record DisclosureQuestion
{
    /// <summary>Id of the request.</summary>
    public required string Id { get; init; }

    /// <summary>When it is decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Regime whose rules apply.</summary>
    public required string Regime { get; init; }

    /// <summary>Forum type, or <c>bilateral</c>.</summary>
    public required string Forum { get; init; }

    /// <summary>The meeting; null outside one.</summary>
    public MeetingReference? Meeting { get; init; }

    /// <summary>The purpose as the requester named it; empty when it named none.</summary>
    public required string Purpose { get; init; }

    /// <summary>Codes of the named legal bases.</summary>
    public required IReadOnlyList<string> LegalBasis { get; init; }

    /// <summary>Why the request is made. It is text about a person and stays out of logs.</summary>
    public required string Why { get; init; }

    /// <summary>The requested fields, in request order.</summary>
    public required IReadOnlyList<RequestedPath> Fields { get; init; }

    /// <summary>Asks for the emergency route.</summary>
    public required bool Emergency { get; init; }
}
