namespace ShareBroker.Policies.Prospects;

/// <summary>What could be permitted in one regime.</summary>
/// <param name="Regime">Id of the regime.</param>
/// <param name="Verdict">The answer for this regime.</param>
/// <param name="Alternatives">Ways in which it could be permitted, each with an example that the policies permit; the one that needs least
/// comes first.</param>
/// <param name="Closed">Permit rows that are proved to stay shut, the nearest first.</param>
/// <param name="Undecided">Ids of permit rows for which neither was found within the limits.</param>
public sealed record RegimeProspects(
    string Regime,
    ProspectVerdict Verdict,
    IReadOnlyList<Prospect> Alternatives,
    IReadOnlyList<ClosedRow> Closed,
    IReadOnlyList<string> Undecided);
