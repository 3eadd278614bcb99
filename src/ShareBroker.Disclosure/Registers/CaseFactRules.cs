using System.Collections.Frozen;
using ShareBroker.Policies;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Disclosure.Registers;

/// <summary>
/// Which agency types may state which fact about a case. A type covers its narrower ones; <c>*</c> covers every type. Agencies that
/// administer may enter any of them. A key that is missing here is looked up elsewhere (consent, membership, agreements, training) or
/// learned from the holder, and nobody states it.
/// </summary>
internal static class CaseFactRules
{
    private const int TextLengthMax = 200;
    private const long AgeMax = 150;

    private static readonly string[] Anyone = ["*"];
    private static readonly string[] Security = ["police", "intelligence", "prosecutor", "prefecture"];
    private static readonly string[] Police = ["police"];
    private static readonly string[] Care =
        ["social", "child_protection", "youth", "family_advice", "health", "school", "education_authority", "municipality"];
    private static readonly string[] Assessors =
        ["social", "child_protection", "youth", "health", "ngo.intervention", "municipality", "prison_probation", "police"];
    private static readonly string[] Coordinators =
        ["municipality", "prefecture", "police", "social", "child_protection", "national_centre", "safeguarding_board"];

    private static readonly FrozenDictionary<string, string[]> Stating = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["police_search"] = Police,
        ["case.security_threat"] = Security,
        ["case.threat_type"] = Security,
        ["case.police_case"] = Police,
        ["case.police_need_recorded"] = Police,
        ["case.imminent_risk"] = Anyone,
        ["case.imminent_risk.recorded_by"] = Anyone,
        ["case.escalation"] = Coordinators,
        ["case.escalation.by_forum"] = Coordinators,
        ["case.high_risk"] = [.. Security, .. Coordinators],
        ["case.joint_decision"] = Coordinators,
        ["case.two_person_decision"] = Coordinators,
        ["case.all_parties_basis"] = Coordinators,
        ["case.accepted"] = Coordinators,
        ["case.open_enquiry"] = ["social", "child_protection", "police", "municipality"],
        ["case.stage"] = Assessors,
        ["case.channel_threshold"] = Coordinators,
        ["case.radicalisation_only"] = Assessors,
        ["case.five_questions"] = Assessors,
        ["case.decision"] = Coordinators,
        ["case.protocol"] = Coordinators,
        ["case.status"] = Coordinators,
        ["case.owner"] = Coordinators,
        ["subject.age"] = Anyone,
        ["subject.minor"] = Anyone,
        ["subject.target_group"] = Assessors,
        ["family.child_present"] = Anyone,
        ["assessment.kind"] = Assessors,
        ["partnership.type"] = Coordinators,
        ["statute.dpo_confirmed"] = ["dpa", "national_centre", "prefecture", "municipality"],
        ["review.mandate"] = ["safeguarding_board", "dpa", "ombudsman"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether an agency may state a fact; needs may be stated by care.</summary>
    public static bool MayState(AgencyRecord agency, string key)
    {
        var types = key.StartsWith("need.", StringComparison.Ordinal) ? Care : Stating.GetValueOrDefault(key);
        return types is not null && (agency.Administers || types.Any(type => type == "*" || IsWithin(agency.Type, type)));
    }

    /// <summary>Whether a value is one that the fact can have; unknown keys have none.</summary>
    public static bool IsValueOf(Vocabulary vocabulary, string key, FactValue value) => vocabulary.Facts.TryGetValue(key, out var fact)
        && (fact.Type, value) switch
    {
        ("yes_no", FactValue.Flag) => true,
        ("choice", FactValue.Text word) => fact.Values.Contains(word.Value, StringComparer.Ordinal),
        ("forum", FactValue.Text word) => word.Value == "none" || vocabulary.Knows("forums", word.Value),
        ("text", FactValue.Text text) => text.Value.Length <= TextLengthMax,
        ("count", FactValue.Number count) => count.Value is >= 0 and <= AgeMax,
        _ => false,
    };

    private static bool IsWithin(string type, string family) => type == family || type.StartsWith(family + ".", StringComparison.Ordinal);
}
