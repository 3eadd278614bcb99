using ShareBroker.Policies.Tables;

namespace ShareBroker.Policies.Explaining;

/// <summary>Everything that explains one decision. Only a data protection officer may see all of it; <see cref="Told"/> is what the
/// requester may know.</summary>
public sealed record Explanation
{
    /// <summary>The decision.</summary>
    public required Decision Decision { get; init; }

    /// <summary>Stable code of what went wrong; null when the policies decided.</summary>
    public required string? Fault { get; init; }

    /// <summary>Reason codes that the requester's standing allows, sorted.</summary>
    public required IReadOnlyList<string> Told { get; init; }

    /// <summary>Every row that runs in the regime and how it stood to the request, in the order of the tables; empty when the words of
    /// the request were refused before any row was looked at.</summary>
    public required IReadOnlyList<RowStanding> Rows { get; init; }

    /// <summary>Places of the input with an unknown word.</summary>
    public required IReadOnlyList<string> UnknownPlaces { get; init; }

    /// <summary>Rows that one fact kept from applying and that would have changed the outcome: permits of a refusal, refusals of a
    /// permit, refusals beside others, and field rows.</summary>
    public IEnumerable<RowStanding> Nearly => Rows.Where(row => row.IsNear && row.Row.Effect is not ("rego" or "oblige")
        && IsOfThisCase(row));

    /// <summary>Rows that refuse.</summary>
    public IEnumerable<RowStanding> Refusing => Rows.Where(row => row.Applies && row.Row.Effect is "deny" or "block"
        && Decision.Effect == Effect.Deny && Decision.Rules.Contains(row.Rule, StringComparer.Ordinal));

    // A base row stands one step from every request; it says something only where a fact of the case is that step.
    private static bool IsOfThisCase(RowStanding row) =>
        row.Row.Regime.Length > 0 || row.Row.Effect == "permit" || row.Unmet is [{ IsFact: true }];

    /// <summary>The rows of a rule that decided, by its id in this regime.</summary>
    /// <param name="rule">The rule.</param>
    internal IEnumerable<PolicyRow> RowsOf(string rule) => Rows.Where(row => row.Rule == rule).Select(row => row.Row);
}
