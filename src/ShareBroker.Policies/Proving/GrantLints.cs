using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Proving;

/// <summary>What a permit grants that it should not: beyond the ceiling of its forums, for a group of purposes wider than it can mean, or
/// on the strength of a belief.</summary>
/// <param name="proof">The regime.</param>
/// <param name="places">Where things stand.</param>
internal sealed class GrantLints(RegimeProof proof, DataPlaces places)
{
    private static readonly string[] WideRoots = ["security", "prosecution", "oversight"];

    private static readonly string[] Evidence =
    [
        "case.security_threat", "case.imminent_risk", "case.imminent_risk.recorded_by", "case.escalation", "case.escalation.by_forum",
        "escalation", "escalated_by", "emergency", "acute", "case.high_risk", "case.police_case", "case.two_person_decision",
        "case.joint_decision", "case.channel_threshold", "grounds", "police_search",
    ];

    public IEnumerable<PolicyFinding> Run(IEnumerable<PolicyRow> rows) => rows.Where(row => row.Effect is "permit" or "deny" or "oblige")
        .SelectMany(row => row.Effect == "permit" ? [.. Roots(row), .. Ceilings(row), .. Beliefs(row)] : Beliefs(row));

    private IEnumerable<PolicyFinding> Roots(PolicyRow row)
    {
        var purposes = RowColumns.Words(row.Content, "purposes");
        for (var position = 0; position < purposes.Count; position++)
        {
            if (WideRoots.Contains(purposes[position]))
            {
                yield return At(row, "purpose_too_wide",
                    $"row {row.Id} permits for '{purposes[position]}', which covers every purpose below it",
                    "name the purposes that are meant, one by one", "purposes", position);
            }
        }
    }

    private IEnumerable<PolicyFinding> Ceilings(PolicyRow row)
    {
        var forums = proof.World.Forums.Where(forum => !proof.Find(
            proof.World.Forum(other => other == forum), proof.Permits(row)).IsImpossible).ToList();
        var grants = RowColumns.Grants(row.Content);
        for (var position = 0; position < grants.Count && forums.Count > 0; position++)
        {
            foreach (var column in new[] { "paths", "tiers" })
            {
                var words = RowColumns.Text(grants[position], "scheme") is null ? RowColumns.Words(grants[position], column) : [];
                for (var at = 0; at < words.Count; at++)
                {
                    var fields = proof.World.Words.Fields.Where(field => column == "paths" ? field.Within.Contains(words[at])
                        : field.Path.Tier == words[at]).ToList();
                    if (fields.Count > 0
                        && !fields.Exists(field => forums.Exists(forum => proof.World.Words.IsWithinCeiling(forum, field))))
                    {
                        yield return At(row, "beyond_ceiling", $"row {row.Id} grants {words[at]} beyond the ceiling of "
                            + string.Join(", ", forums.Select(forum => $"{forum} ({proof.World.Words.CeilingOf(forum)})")),
                            "no rule can raise a forum's ceiling: take it away, or use a forum that may discuss it",
                            "grants", position, column, at);
                    }
                }
            }
        }
    }

    // X15: whoever a belief alone would make a threat.
    private IEnumerable<PolicyFinding> Beliefs(PolicyRow row)
    {
        var tested = RowColumns.Conditions(row.Content, "when");
        var signal = tested.FirstOrDefault(condition => IsBelief(condition.Name, condition.Wanted)).Name
            ?? (RowColumns.Grants(row.Content).Any(grant => RowColumns.Words(grant, "paths").Any(IsBeliefPath)) ? "grants" : null);
        if (signal is not null && RaisesThreat(row) && !tested.Any(condition => Evidence.Contains(condition.Name)))
        {
            yield return At(row, "belief_as_threat", $"row {row.Id} treats a belief or a kind of ideology as a threat",
                "test a recorded threat, risk or escalation beside it; a belief is not an offence (X15)",
                signal == "grants" ? ["grants"] : ["when", signal]);
        }
    }

    private static bool IsBelief(string name, IReadOnlyList<string> wanted) => name switch
    {
        "asked" => wanted.Any(IsBeliefPath),
        "case.threat_type" => wanted.Any(word => word is not ("unknown" or "not_extremism")),
        _ => false,
    };

    private static bool IsBeliefPath(string path) => path == "belief" || path.StartsWith("belief.", StringComparison.Ordinal);

    private static bool RaisesThreat(PolicyRow row) =>
        row.Reason is "permit_security_escalation" or "permit_vital_interest" or "deny_security_retained"
        || Has(row, "escalate")
        || (row.Effect == "permit" && RowColumns.Words(row.Content, "purposes")
            .Any(purpose => purpose == "security" || purpose.StartsWith("security.", StringComparison.Ordinal)));

    private static bool Has(PolicyRow row, string obligation) =>
        row.Content.Get(RegoString.Of("obligations")) is RegoObject duties && duties.Get(RegoString.Of(obligation)) is not null;

    private PolicyFinding At(PolicyRow row, string code, string problem, string advice, params ReadOnlySpan<object> below) =>
        new(code, places.OfValue([.. row.Steps, .. below]), problem, advice);
}
