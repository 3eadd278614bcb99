namespace ShareBroker.Policies.Diffing;

/// <summary>What changes for people from one set of policies to another.</summary>
public sealed record PolicyDiffReport
{
    /// <summary>Regimes that were compared: all of which a rule, a row or a word changed.</summary>
    public required IReadOnlyList<string> Regimes { get; init; }

    /// <summary>Every difference, by regime, forum, purpose, holder and path.</summary>
    public required IReadOnlyList<PolicyDifference> Differences { get; init; }

    /// <summary>Requests decided under both.</summary>
    public required long Requests { get; init; }

    /// <summary>Conditions of rows that no situation varies, since nobody told how to bring them about; sorted.</summary>
    public required IReadOnlyList<string> NotVaried { get; init; }

    /// <summary>Requests that one of the two sides gave no decision for; they count as denials.</summary>
    public required long Failed { get; init; }
}
