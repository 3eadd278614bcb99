namespace ShareBroker.Policies.Replaying;

/// <summary>One past decision that would be another one.</summary>
/// <param name="Receipt">Identifier of its statement.</param>
/// <param name="Index">Its place in the log.</param>
/// <param name="Regime">The rules that were named.</param>
/// <param name="Agency">The agency that asked.</param>
/// <param name="Kind">How it changes.</param>
/// <param name="Fields">The fields that change, by path.</param>
/// <param name="ReasonsBefore">Reason codes before.</param>
/// <param name="ReasonsAfter">Reason codes under the candidate.</param>
public sealed record ReplayChange(
    string Receipt,
    long Index,
    string Regime,
    string Agency,
    ReplayChangeKind Kind,
    IReadOnlyList<ReplayFieldChange> Fields,
    IReadOnlyList<string> ReasonsBefore,
    IReadOnlyList<string> ReasonsAfter);
