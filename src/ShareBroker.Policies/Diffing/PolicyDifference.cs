namespace ShareBroker.Policies.Diffing;

/// <summary>One path that somebody would get, or no longer get, from somebody for a purpose.</summary>
public sealed record PolicyDifference
{
    /// <summary>What it means.</summary>
    public required DifferenceKind Kind { get; init; }

    /// <summary>The rules named in the request.</summary>
    public required string Regime { get; init; }

    /// <summary>The forum, or <c>bilateral</c>.</summary>
    public required string Forum { get; init; }

    /// <summary>A leaf of the purpose tree.</summary>
    public required string Purpose { get; init; }

    /// <summary>Agency types that may ask, all alike here.</summary>
    public required IReadOnlyList<string> Requesters { get; init; }

    /// <summary>Agency types that receive; empty where the requester itself does.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Agency types that hold the record.</summary>
    public required IReadOnlyList<string> Holders { get; init; }

    /// <summary>Path of the catalogue; empty for a request without fields.</summary>
    public required string Path { get; init; }

    /// <summary>Action and scheme before, such as <c>generalise age_band</c>; <c>deny</c> or <c>withhold</c> where nothing is
    /// given.</summary>
    public required string Before { get; init; }

    /// <summary>The same afterwards.</summary>
    public required string After { get; init; }

    /// <summary>In how many of the situations tried.</summary>
    public required int Situations { get; init; }

    /// <summary>How many situations were tried.</summary>
    public required int SituationsTried { get; init; }

    /// <summary>The plainest of these situations, in words.</summary>
    public required string Situation { get; init; }

    /// <summary>A request of this kind, decision input as JSON.</summary>
    public required string Example { get; init; }

    /// <summary>How many combinations of requester, recipient and holder it stands for.</summary>
    public int Combinations => Requesters.Count * Math.Max(1, Recipients.Count) * Holders.Count;
}
