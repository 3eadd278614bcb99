using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Cli.Play;

/// <summary>
/// What a requester may be told of a decision (decision contract, <i>Who sees which reason</i>). Written from the contract and not from the
/// broker's code, so that one judges the other.
/// </summary>
internal sealed class PlayStanding(Vocabulary vocabulary, EmbeddedDecisionPoint decisions)
{
    private static readonly string[] SecurityRoles = ["triage_officer", "intelligence_officer", "investigator", "prosecutor"];

    private static readonly string[] StandingFacts =
    [
        "membership.active", "agreement.confidentiality", "agreement.framework", "training.assessment_model", "receiver.is_spoc",
        "receiver.is_named_expert", "request.why_child_safety", "request.joins_pseudonym", "aggregate.smallest_cell", "actor.roles_90d",
    ];

    /// <summary>The codes that the requester may know, and whether an obligation may tell more than that it was refused.</summary>
    public (IReadOnlyList<string> Codes, bool TellsAll) Told(DecisionInput input, Decision decision)
    {
        if (decision.Effect == Effect.Permit)
        {
            return (decision.Reasons, true);
        }

        var person = decision.Reasons.Where(code => IsPerson(code, input)).ToList();
        var request = decision.Reasons.Except(person, StringComparer.Ordinal).ToList();
        var told = request.Count > 0 ? request : [.. decision.Reasons];
        if (told.Contains("deny_security_retained", StringComparer.Ordinal) && !IsSecuritySide(input.Requester))
        {
            told = ["deny_default"];
        }

        var tellsAll = decision.Reasons.All(code => told.Contains(code, StringComparer.Ordinal)) || person.Count == 0;
        return ([.. told.Order(StringComparer.Ordinal)], tellsAll);
    }

    private bool IsPerson(string code, DecisionInput input) => vocabulary.ReasonClassOf(code) switch
    {
        ReasonClass.Request => false,
        ReasonClass.Person => true,

        // Such a code follows from purpose and parties when it arises without knowing the person, the case or the provenance.
        _ => !Decide(Bare(input)).Reasons.Contains(code, StringComparer.Ordinal),
    };

    private Decision Decide(DecisionInput input) =>
        decisions.Decide(input.ToValue(), [.. input.Request.Fields.Select(static field => field.Path)], CancellationToken.None).Decision;

    private static DecisionInput Bare(DecisionInput input) => input with
    {
        Subject = new SubjectFacts(input.Subject.Ref, Age: null, Minor: null),
        Facts = input.Facts.Where(static fact => StandingFacts.Contains(fact.Key, StringComparer.Ordinal))
            .ToDictionary(static fact => fact.Key, static fact => fact.Value, StringComparer.Ordinal),
        Held = new Dictionary<string, HeldProvenance>(StringComparer.Ordinal),
        Prior = [],
    };

    private static bool IsSecuritySide(Party requester) =>
        IsWithin(requester.Type, "intelligence") || requester.Type == "police.ct_unit" ||
        ((IsWithin(requester.Type, "police") || requester.Type == "prosecutor")
            && SecurityRoles.Contains(requester.Actor.Role, StringComparer.Ordinal));

    private static bool IsWithin(string type, string family) => type == family || type.StartsWith(family + ".", StringComparison.Ordinal);
}
