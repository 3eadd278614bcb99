using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>What the requester was told, so that a retry is told the same. Never a value.</summary>
public sealed record ToldAnswer
{
    /// <summary>What was decided.</summary>
    public required Effect Effect { get; init; }

    /// <summary>Reasons.</summary>
    public required IReadOnlyList<ReasonGiven> Reasons { get; init; }

    /// <summary>Outcomes.</summary>
    public required IReadOnlyList<FieldOutcome> Fields { get; init; }

    /// <summary>Duties.</summary>
    public required IReadOnlyList<ObligationGiven> Obligations { get; init; }
}
