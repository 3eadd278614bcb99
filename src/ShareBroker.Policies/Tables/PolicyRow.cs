using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tables;

/// <summary>One row of a decision table, as far as tools show it; what it means is said by the generic rules of
/// <c>policies/base</c>.</summary>
public sealed record PolicyRow
{
    /// <summary>Id, unique among all rows.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the rule it is a part of; the row's own id where it is the whole rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Regime of its pack; empty in the base layer.</summary>
    public required string Regime { get; init; }

    /// <summary>What the row does, such as <c>permit</c>, <c>deny</c> or <c>withhold</c>.</summary>
    public required string Effect { get; init; }

    /// <summary>Reason code; empty where the row has none.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; init; }

    /// <summary><c>seed</c>, <c>ours</c> or <c>verify</c>.</summary>
    public required string Status { get; init; }

    /// <summary>One sentence for each language, by ISO 639-1.</summary>
    public required IReadOnlyDictionary<string, string> Text { get; init; }

    /// <summary>The row as the data file has it.</summary>
    public required RegoObject Content { get; init; }

    /// <summary>Where it stands in the merged data, below <c>data</c>: member names and, last, its position.</summary>
    public required IReadOnlyList<object> Steps { get; init; }
}
