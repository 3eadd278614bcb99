using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Policies;
using ShareBroker.Policies.Explaining;

namespace ShareBroker.Disclosure.Deciding;

/// <summary>
/// Says as much of a decision as the requester's standing allows (decision contract, <i>Who sees which reason</i>). What is not told is
/// sealed in the receipt.
/// </summary>
internal sealed class Explaining(string language)
{
    private const string Default = "deny_default";

    /// <summary>What the requester is told of a decision, with the outcomes of its fields.</summary>
    public ToldAnswer Tell(Judgement judgement, IReadOnlyList<FieldOutcome> fields)
    {
        var codes = CodesFor(judgement);
        return new ToldAnswer
        {
            Effect = judgement.Decision.Effect,
            Reasons = [.. codes.Select(code => ReasonOf(code, judgement))],
            Fields = judgement.IsPermit ? fields : [],
            Obligations = ObligationsFor(judgement, codes),
        };
    }

    /// <summary>Outcomes as a grant foresees them, before anything is fetched.</summary>
    public static IReadOnlyList<FieldOutcome> OutcomesOf(Grant grant) => [.. grant.Fields.Select(static field => new FieldOutcome(
        field.Path, FieldActionWords.Word(field.Action), field.What.Scheme ?? "", field.What.Reason ?? ""))];

    /// <summary>Outcomes as they came out.</summary>
    public static IReadOnlyList<FieldOutcome> OutcomesOf(IEnumerable<MinimisedField> fields) =>
        [.. fields.Select(static field => new FieldOutcome(
        field.Path, FieldActionWords.Word(field.Action), field.Scheme ?? "", field.Reason ?? ""))];

    /// <summary>
    /// Obligations as far as they tell nothing about the person: beside a person-class refusal only those that every refusal has.
    /// </summary>
    public static IReadOnlyList<Obligation> OpenObligations(Judgement judgement) => judgement.PersonReasons.Count == 0
        ? judgement.Decision.Obligations
        : [.. judgement.Decision.Obligations.Where(static obligation => obligation.Id is "explain_refusal" or "store_receipt")
            .Select(static obligation => obligation with { Parameters = Decision.SystemUnavailable.Obligations[0].Parameters })];

    /// <summary>
    /// The reasons that stand open in a statement: request-class ones, and the general refusal where that is all the requester is
    /// told, so that a receipt says no more than the answer.
    /// </summary>
    public static IReadOnlyList<string> OpenReasons(Judgement judgement) =>
        CodesFor(judgement) is [Default] general ? general : judgement.RequestReasons;

    /// <summary>The reason codes that the requester may know, sorted.</summary>
    internal static IReadOnlyList<string> CodesFor(Judgement judgement)
    {
        var requester = judgement.Gathered.Input.Requester;
        return Standing.CodesFor(judgement.Decision, judgement.RequestReasons, requester.Type, requester.Actor.Role);
    }

    private ReasonGiven ReasonOf(string code, Judgement judgement) =>
        new(code, judgement.Point.Vocabulary.ReasonText(code, language), RouteOf(code, judgement));

    private static string RouteOf(string code, Judgement judgement)
    {
        var holder = judgement.Gathered.Input.Holder.Agency;
        return code switch
        {
            Default => $"ask the contact point of {holder} what can be shared in general",
            "deny_holder_declined" when judgement.Gathered.Input.Facts.GetValueOrDefault("holder.declined_text") is FactValue.Text text =>
                text.Value,
            "deny_originator_control" or "deny_use_spoc" => $"write to the contact point of {holder}",
            Decision.SystemUnavailableCode => "ask again with a new key, or use the emergency route if a life is at risk",
            _ => "",
        };
    }

    private static IReadOnlyList<ObligationGiven> ObligationsFor(Judgement judgement, IReadOnlyList<string> told)
    {
        var tellsAll = judgement.Decision.Reasons.All(reason => told.Contains(reason, StringComparer.Ordinal));
        var obligations = tellsAll ? judgement.Decision.Obligations : OpenObligations(judgement);
        return [.. obligations.Select(static obligation => new ObligationGiven(
            obligation.Id, obligation.Due ?? "", TextOf(obligation, "purpose"), TextOf(obligation, "receipt")))];
    }

    private static string TextOf(Obligation obligation, string name) =>
        obligation.Parameters.GetValueOrDefault(name) is FactValue.Text text ? text.Value : "";
}
