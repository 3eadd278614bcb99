using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Disclosure.Intake;

/// <summary>
/// SHA-256 over the canonical request with its idempotency key, hex. The key, which is stored nowhere, keeps a thief of the store from
/// guessing what was asked.
/// </summary>
internal static class RequestDigest
{
    public static string Of(IdempotencyKey key, Caller caller, DisclosureTerms terms, IReadOnlyList<HeldValue> values)
    {
        var request = new JsonObject
        {
            ["key"] = key.Value,
            ["agency"] = caller.Agency.Value,
            ["person"] = caller.Person.Id,
            ["role"] = caller.Person.Role,
            ["terms"] = TermsJson(terms),
            ["values"] = new JsonArray([.. values.Select(ValueJson)]),
        };
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(request, CanonicalNumbers.Integers)));
    }

    private static JsonObject TermsJson(DisclosureTerms terms) => new()
    {
        ["case"] = terms.CaseId,
        ["holder"] = terms.HolderAgencyId,
        ["regime"] = terms.Regime,
        ["forum"] = terms.Forum,
        ["instance"] = terms.ForumInstanceId,
        ["meeting"] = terms.MeetingId,
        ["purpose"] = terms.Purpose,
        ["legal_basis"] = new JsonArray([.. terms.LegalBasis.Select(static code => JsonValue.Create(code))]),
        ["why"] = terms.Why,
        ["fields"] = new JsonArray([.. terms.Fields.Select(static field => new JsonObject { ["path"] = field.Path, ["why"] = field.Why })]),
        ["emergency"] = terms.Emergency,
        ["recipient"] = terms.Recipient is { } recipient
            ? new JsonObject { ["agency"] = recipient.AgencyId, ["person"] = recipient.Actor.Id, ["role"] = recipient.Actor.Role }
            : null,
        ["child_safety"] = terms.WhyNamesChildSafety,
        ["joins_pseudonym"] = terms.JoinsPseudonym,
        ["smallest_cell"] = terms.SmallestCell,
    };

    private static JsonObject ValueJson(HeldValue value) => new()
    {
        ["path"] = value.Path,
        ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(value.ValueJson.Span)),
        ["origin"] = value.Provenance.OriginPurpose,
        ["basis"] = value.Provenance.Basis,
        ["reviewed"] = value.Provenance.Reviewed,
        ["receipt"] = value.Provenance.ReceiptId,
    };
}
