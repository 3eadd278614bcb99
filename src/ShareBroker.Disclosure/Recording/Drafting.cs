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

    public static DenialDraft Denial(DisclosureFile file, Judgement judgement, string jti)
    {
        var common = Common(file, judgement);
        return new DenialDraft
        {
            Jti = jti,
            Effect = common.Effect, Engine = common.Engine, Policy = common.Policy,
            Requester = common.Requester, Recipient = common.Recipient, Holder = common.Holder,
            Regime = common.Regime, Forum = common.Forum, Purpose = common.Purpose, LegalBasis = common.LegalBasis,
            Reasons = common.Reasons, Obligations = common.Obligations, ReasonsAll = common.ReasonsAll, Rules = common.Rules,
            Subject = common.Subject, Actor = common.Actor, Why = common.Why, InputSha256 = common.InputSha256,
        };
    }

    public static PreviewDraft Preview(DisclosureFile file, Judgement judgement, string jti)
    {
        var common = Common(file, judgement);
        return new PreviewDraft
        {
            Jti = jti,
            Effect = common.Effect, Engine = common.Engine, Policy = common.Policy,
            Requester = common.Requester, Recipient = common.Recipient, Holder = common.Holder,
            Regime = common.Regime, Forum = common.Forum, Purpose = common.Purpose, LegalBasis = common.LegalBasis,
            Reasons = common.Reasons, Obligations = common.Obligations, ReasonsAll = common.ReasonsAll, Rules = common.Rules,
            Subject = common.Subject, Actor = common.Actor, Why = common.Why, InputSha256 = common.InputSha256,
        };
    }

    public static OrderDraft Order(DisclosureFile file, Judgement judgement, Grant grant, DateTimeOffset expires)
    {
        var common = Common(file, judgement);
        return new OrderDraft
        {
            Jti = file.OrderJti,
            Effect = common.Effect, Engine = common.Engine, Policy = common.Policy,
            Requester = common.Requester, Recipient = common.Recipient, Holder = common.Holder,
            Regime = common.Regime, Forum = common.Forum, Purpose = common.Purpose, LegalBasis = common.LegalBasis,
            Reasons = common.Reasons, Obligations = common.Obligations, ReasonsAll = common.ReasonsAll, Rules = common.Rules,
            Subject = common.Subject, Actor = common.Actor, Why = common.Why, InputSha256 = common.InputSha256,
            Grant = [.. grant.Fields.Select(Granted)], Expires = expires,
        };
    }

    public static ReleaseDraft Release(
        DisclosureFile file, Judgement judgement, ReleaseOutcome outcome, IReadOnlyList<MinimisedField> fields, string jti)
    {
        var common = Common(file, judgement);
        return new ReleaseDraft
        {
            Jti = jti,
            Effect = common.Effect, Engine = common.Engine, Policy = common.Policy,
            Requester = common.Requester, Recipient = common.Recipient, Holder = common.Holder,
            Regime = common.Regime, Forum = common.Forum, Purpose = common.Purpose, LegalBasis = common.LegalBasis,
            Reasons = common.Reasons, Obligations = common.Obligations, ReasonsAll = common.ReasonsAll, Rules = common.Rules,
            Subject = common.Subject, Actor = common.Actor, Why = common.Why, InputSha256 = common.InputSha256,
            Order = file.OrderIndex!.Value, Outcome = outcome,
                Fields = [.. fields.Select(field => Stated(field, judgement.Point.Vocabulary))],
        };
    }

    public static ReferralDraft Referral(DisclosureFile file, Judgement judgement, IReadOnlyList<MinimisedField> fields)
    {
        var common = Common(file, judgement);
        return new ReferralDraft
        {
            Jti = file.AnswerJti,
            Effect = common.Effect, Engine = common.Engine, Policy = common.Policy,
            Requester = common.Requester, Recipient = common.Recipient, Holder = common.Holder,
            Regime = common.Regime, Forum = common.Forum, Purpose = common.Purpose, LegalBasis = common.LegalBasis,
            Reasons = common.Reasons, Obligations = common.Obligations, ReasonsAll = common.ReasonsAll, Rules = common.Rules,
            Subject = common.Subject, Actor = common.Actor, Why = common.Why, InputSha256 = common.InputSha256,
            Fields = [.. fields.Select(field => Stated(field, judgement.Point.Vocabulary))],
        };
    }

    private static CommonMembers Common(DisclosureFile file, Judgement judgement)
    {
        var decision = judgement.Decision;
        var terms = file.Terms;
        var policy = judgement.Point.Policy;
        var words = judgement.Point.Vocabulary;
        return new CommonMembers
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

    private sealed record CommonMembers
    {
        public required StatementEffect Effect { get; init; }
        public required string Requester { get; init; }
        public required string Recipient { get; init; }
        public required string Holder { get; init; }
        public required string Regime { get; init; }
        public required string Forum { get; init; }
        public required string Purpose { get; init; }
        public required IReadOnlyList<string> LegalBasis { get; init; }
        public required IReadOnlyList<string> Reasons { get; init; }
        public required IReadOnlyList<StatedObligation> Obligations { get; init; }
        public required PolicyReference Policy { get; init; }
        public required string Engine { get; init; }
        public required string? Subject { get; init; }
        public required string Actor { get; init; }
        public required string Why { get; init; }
        public required IReadOnlyList<string> ReasonsAll { get; init; }
        public required IReadOnlyList<string> Rules { get; init; }
        public required string InputSha256 { get; init; }
    }
}
