using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ShareBroker.Disclosure.Deciding;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Policies;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Recording;

/// <summary>
/// Writes what happened as statements. Open members hold agencies and words of the vocabulary alone: a word that the vocabulary does not
/// know could be anything, a name too, and stands as <c>unknown</c>.
/// </summary>
internal static class Drafting
{
    private const string Unknown = "unknown";

    public static DenialDraft Denial(DisclosureFile file, Judgement judgement, string jti) =>
        new() { Jti = jti, Decision = Members(file, judgement) };

    public static PreviewDraft Preview(DisclosureFile file, Judgement judgement, string jti) =>
        new() { Jti = jti, Decision = Members(file, judgement) };

    public static OrderDraft Order(DisclosureFile file, Judgement judgement, Grant grant, DateTimeOffset expires) => new()
    {
        Jti = file.OrderJti,
        Decision = Members(file, judgement),
        Grant = [.. grant.Fields.Select(Granted)],
        Expires = expires,
    };

    public static ReleaseDraft Release(
        DisclosureFile file, Judgement judgement, ReleaseOutcome outcome, IReadOnlyList<MinimisedField> fields, string jti) => new()
    {
        Jti = jti,
        Decision = Members(file, judgement),
        Order = file.OrderIndex!.Value,
        Outcome = outcome,
        Fields = [.. fields.Select(field => Stated(field, judgement.Point.Vocabulary))],
    };

    public static ReferralDraft Referral(DisclosureFile file, Judgement judgement, IReadOnlyList<MinimisedField> fields) => new()
    {
        Jti = file.AnswerJti,
        Decision = Members(file, judgement),
        Fields = [.. fields.Select(field => Stated(field, judgement.Point.Vocabulary))],
    };

    private static DecisionMembers Members(DisclosureFile file, Judgement judgement)
    {
        var decision = judgement.Decision;
        var terms = file.Terms;
        var policy = judgement.Point.Policy;
        var words = judgement.Point.Vocabulary;
        return new DecisionMembers
        {
            Effect = decision.Effect == Effect.Permit ? StatementEffect.Permit : StatementEffect.Deny,
            Requester = file.Caller.Value,
            Recipient = file.Recipient.Value,
            Holder = terms.HolderAgencyId,
            Regime = Known(words, "regimes", terms.Regime),
            Forum = terms.Forum == "bilateral" ? terms.Forum : Known(words, "forums", terms.Forum),
            Purpose = Known(words, "purposes", terms.Purpose),
            LegalBasis = [.. terms.LegalBasis.Select(code => Known(words, "legal_bases", code))],
            Reasons = Explaining.OpenReasons(judgement),
            Obligations = [.. Explaining.OpenObligations(judgement).Select(StatedOf)],
            Policy = new PolicyReference(policy.Revision, policy.Sha256, Math.Max(policy.LeafIndex, 0)),
            Engine = judgement.Point.Engine,
            Subject = terms.CaseId.Length == 0 ? null : terms.CaseId,
            Actor = file.Person.Id,
            Why = terms.Why,
            ReasonsAll = decision.Reasons,
            Rules = decision.Rules,
            InputSha256 = Convert.ToHexStringLower(SHA256.HashData(judgement.Gathered.Octets)),
        };
    }

    private static string Known(Vocabulary words, string list, string word) => words.Knows(list, word) ? word : Unknown;

    private static StatedObligation StatedOf(Obligation obligation) => new(obligation.Id)
    {
        Due = obligation.Due,
        Purpose = obligation.Parameters.GetValueOrDefault("purpose") is FactValue.Text purpose ? purpose.Value : null,
        Parameters = Json(obligation.Parameters.Where(static pair => pair.Key is not ("due" or "purpose"))),
    };

    private static GrantedPath Granted(FieldGrant field) => new(field.Path, FieldActionWords.Word(field.Action))
    {
        Scheme = field.Action == FieldActionKind.Generalise ? Schemes.Versioned(field.What.Scheme ?? "") : null,
        Parameters = Json(field.What.Parameters),
    };

    private static StatedField Stated(MinimisedField field, Vocabulary words) => new(field.Path, FieldActionWords.Word(field.Action))
    {
        Scheme = field.VersionedScheme,
        Parameters = field.Action == FieldActionKind.Withhold ? null : Json(field.Parameters),
        Reason = field.Action == FieldActionKind.Withhold && field.Reason is { } reason
            && words.ReasonClassOf(reason) == ReasonClass.Request ? reason : null,
        Source = field.Source,
        Value = field.Value,
    };

    private static JsonObject? Json(IEnumerable<KeyValuePair<string, FactValue>> parameters)
    {
        var json = new JsonObject();
        foreach (var (name, value) in parameters)
        {
            json[name] = value switch
            {
                FactValue.Flag flag => flag.Value,
                FactValue.Number number => number.Value,
                FactValue.Texts texts => new JsonArray([.. texts.Values.Select(static text => JsonValue.Create(text))]),
                _ => value.ToString(),
            };
        }

        return json.Count == 0 ? null : json;
    }
}
