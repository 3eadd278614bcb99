using System.Text.Json;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Wire.V1;

namespace ShareBroker.Client;

/// <summary>
/// Judges an answer by its receipt before an application sees it: the receipt verifies, it is about what was asked, and the payload is
/// exactly
/// what its digests open. Safe for many threads.
/// </summary>
/// <param name="verifier">Whose receipts count.</param>
/// <param name="ownAgencyId">The agency that asks.</param>
public sealed class AnswerVerifier(ReceiptVerifier verifier, string ownAgencyId)
{
    private const string Unknown = "unknown";
    private const int PayloadBytesMax = 4 * 1024 * 1024;

    /// <summary>The answer to a request.</summary>
    /// <param name="answer">What came.</param>
    /// <param name="terms">What was asked; null when the answer is looked up by its id.</param>
    /// <exception cref="ReceiptMismatchException">The receipt is not good or does not fit; nothing of the payload may be used.</exception>
    public VerifiedAnswer Verify(Disclosure answer, DisclosureTerms? terms)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Receipt is null || answer.Receipt.MediaType != Receipt.MediaType)
        {
            throw new ReceiptMismatchException("receipt_missing", "the answer has no receipt; no receipt, no data");
        }

        var verified = verifier.Verify(answer.Receipt.Content.Memory, []) switch
        {
            ReceiptVerdict.Verified good => good,
            ReceiptVerdict.Failed bad => throw new ReceiptMismatchException(bad.Code, $"the receipt is not good: {bad.Reason}"),
            _ => throw new ReceiptMismatchException("receipt_unknown", "the receipt was not judged"),
        };
        var statement = verified.Statement;
        CheckKind(answer, statement);
        CheckParties(answer, statement, terms);
        CheckOpenings(verified.Openings, terms);
        return new VerifiedAnswer
        {
            Message = answer,
            Payload = CheckPayload(answer, statement, verified.Openings, terms),
            ReceiptIndex = verified.Index,
            LeafHash = verified.LeafHash.ToArray(),
            ReceiptId = statement.Jti,
        };
    }

    private static void CheckKind(Disclosure answer, Statement statement)
    {
        var outcome = Text(statement.Root, "outcome");
        var fits = (answer.State, statement.Kind, outcome) switch
        {
            (DisclosureState.Denied, "denial" or "preview", _) => true,
            (DisclosureState.Denied, "release", "denied") => true,
            (DisclosureState.Released, "release", "released") => true,
            (DisclosureState.Released, "referral" or "preview", _) => true,
            (DisclosureState.Declined, "release", "declined") => true,
            (DisclosureState.Expired, "release", "not_delivered") => true,
            (DisclosureState.RefusedAnswer, "release", "refused_answer") => true,
            (DisclosureState.Ordered or DisclosureState.Waiting, "order", _) => true,
            _ => false,
        };
        Demand(fits, "receipt_other_outcome", "the receipt is about another outcome than the answer");
        var effect = Text(statement.Root, "effect") == "permit" ? Effect.Permit : Effect.Deny;
        Demand(answer.Effect == effect, "receipt_other_effect", "the receipt has another effect than the answer");
        Demand(
            answer.Payload is null || answer.State == DisclosureState.Released,
            "payload_unexpected",
            "the answer has a payload though nothing was released");
    }

    private void CheckParties(Disclosure answer, Statement statement, DisclosureTerms? terms)
    {
        var root = statement.Root;
        var own = Text(root, "requester") == ownAgencyId
            || (terms is null && Text(root, "recipient") == ownAgencyId)
            || (statement.Kind == "referral" && Text(root, "holder") == ownAgencyId);
        Demand(own, "receipt_other_requester", "the receipt is about another agency's request");
        CheckObligations(answer, Words(root, "obligations", static duty => Text(duty, "id")));
        if (terms is null)
        {
            return;
        }

        // A word that no list has could be anything, a name too; a denial may state it as unknown.
        bool Says(string? word, string asked) => word == asked || (word == Unknown && answer.Effect == Effect.Deny);
        var recipient = string.IsNullOrEmpty(terms.Recipient?.AgencyId) ? ownAgencyId : terms.Recipient.AgencyId;
        Demand(Text(root, "recipient") == recipient, "receipt_other_recipient", "the receipt names another recipient");
        Demand(
            terms.HolderAgencyId.Length == 0 || Text(root, "holder") == terms.HolderAgencyId,
            "receipt_other_holder",
            "the receipt names another holder");
        Demand(
            Says(Text(root, "regime"), terms.Regime) && Says(Text(root, "forum"), terms.Forum)
                && Says(Text(root, "purpose"), terms.Purpose),
            "receipt_other_terms",
            "the receipt is about another regime, forum or purpose");
        var bases = Words(root, "legal_basis", static code => code.GetString()).ToList();
        Demand(
            bases.Count == terms.LegalBasis.Count && bases.Zip(terms.LegalBasis).All(pair => Says(pair.First, pair.Second)),
            "receipt_other_basis",
            "the receipt names other legal bases");
    }

    private static void CheckOpenings(IReadOnlyList<Opening> openings, DisclosureTerms? terms)
    {
        var why = openings.FirstOrDefault(static opening => opening.Path.Length == 0 && opening.Name == "why");
        Demand(
            terms is null || why is null || (why.Value.ValueKind == JsonValueKind.String && why.Value.ValueEquals(terms.Why)),
            "receipt_other_why",
            "the receipt seals another why than was sent");
    }

    private static Dictionary<string, JsonElement> CheckPayload(
        Disclosure answer, Statement statement, IReadOnlyList<Opening> openings, DisclosureTerms? terms)
    {
        if (answer.State != DisclosureState.Released || statement.Kind == "preview")
        {
            return new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        }

        var fields = statement.Root.GetProperty("fields").EnumerateArray().ToList();
        var paths = fields.Select(static field => Text(field, "path")).ToList();
        Demand(
            terms is null || paths.SequenceEqual(
                terms.Fields.Select(static field => field.Path).Distinct(StringComparer.Ordinal), StringComparer.Ordinal),
            "receipt_other_fields",
            "the receipt lists other fields than were asked for");
        Demand(
            fields.Select(static field => (Text(field, "path"), Text(field, "action")))
                .SequenceEqual(answer.Fields.Select(static field => ((string?)field.Path, (string?)field.Action))),
            "receipt_other_fields",
            "the receipt says other things about the fields than the answer");

        var payload = Payload(answer);
        var opened = openings.Where(static opening => opening.Path.Length > 0 && opening.Name == "value")
            .ToDictionary(static opening => opening.Path, static opening => opening.Value, StringComparer.Ordinal);
        foreach (var (path, value) in payload)
        {
            Demand(
                opened.TryGetValue(path, out var sealedValue),
                "payload_not_opened",
                "a value of the payload has no opening in the receipt");
            Demand(IsSame(value, sealedValue), "payload_differs", "a value of the payload differs from what the receipt seals");
        }

        Demand(opened.Keys.All(payload.ContainsKey), "payload_incomplete", "the receipt says that more was released than came");
        return payload;
    }

    private static Dictionary<string, JsonElement> Payload(Disclosure answer)
    {
        var payload = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (answer.Payload is null)
        {
            return payload;
        }

        try
        {
            var root = StrictJson.Read(answer.Payload.Content.Memory, PayloadBytesMax);
            Demand(root.ValueKind == JsonValueKind.Object, "payload_malformed", "the payload is not a JSON object");
            foreach (var member in root.EnumerateObject())
            {
                payload.Add(member.Name, member.Value);
            }

            return payload;
        }
        catch (ReceiptException fault)
        {
            throw new ReceiptMismatchException("payload_malformed", "the payload is not strict JSON", fault);
        }
    }

    private static bool IsSame(JsonElement one, JsonElement other) =>
        CanonicalJson.Write(one, CanonicalNumbers.Ecmascript)
            .AsSpan()
            .SequenceEqual(CanonicalJson.Write(other, CanonicalNumbers.Ecmascript));

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> Words(JsonElement owner, string name, Func<JsonElement, string?> read) =>
        owner.TryGetProperty(name, out var words) && words.ValueKind == JsonValueKind.Array
            ? words.EnumerateArray().Select(read).OfType<string>()
            : [];

    private static void Demand(bool holds, string code, string message)
    {
        if (!holds)
        {
            throw new ReceiptMismatchException(code, message);
        }
    }

    // A duty that comes with a refusal can point at the person: the statement leaves it out, the answer tells it to whom it may.
    private static void CheckObligations(Disclosure answer, IEnumerable<string> stated)
    {
        var told = answer.Obligations.Select(static duty => duty.Id);
        var fits = answer.Effect == Effect.Permit ? stated.SequenceEqual(told, StringComparer.Ordinal)
            : !stated.Except(told, StringComparer.Ordinal).Any();
        Demand(fits, "receipt_other_obligations", "the receipt has other obligations than the answer");
    }
}
