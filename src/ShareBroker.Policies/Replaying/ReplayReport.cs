namespace ShareBroker.Policies.Replaying;

/// <summary>What past requests would have come to under a candidate.</summary>
public sealed record ReplayReport
{
    /// <summary>How many were decided again.</summary>
    public required int Decisions { get; init; }

    /// <summary>How many have no input any more: it was destroyed, as the law wants it.</summary>
    public required int Destroyed { get; init; }

    /// <summary>How many inputs could not be read, or gave no decision on either side.</summary>
    public required int Failed { get; init; }

    /// <summary>By regime and agency, sorted; also those in which nothing changes.</summary>
    public required IReadOnlyList<ReplayGroup> Groups { get; init; }

    /// <summary>How often each change of a field occurs, most frequent first.</summary>
    public required IReadOnlyList<(ReplayFieldChange Change, int Count)> Fields { get; init; }

    /// <summary>Every decision that changes, in the order of the log.</summary>
    public required IReadOnlyList<ReplayChange> Changes { get; init; }
}
