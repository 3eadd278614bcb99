using System.Globalization;
using System.Text.Json;
using ShareBroker.Receipts;
using ShareBroker.Wire.V1;

namespace ShareBroker.Client.Holding;

/// <summary>
/// Stands before a holder's records: a request counts only with the receipt of an order that is signed, stands in the log, names this
/// holder,
/// this recipient, this purpose and these paths, and has not ended. Safe for many threads.
/// </summary>
/// <param name="verifier">Whose orders count.</param>
/// <param name="ownAgencyId">The holder's own id.</param>
/// <param name="time">Judges whether an order has ended.</param>
public sealed class OrderVerifier(ReceiptVerifier verifier, string ownAgencyId, TimeProvider time)
{
    private const int PathsMax = 400;
    private const int IdCharactersMax = 200;

    /// <summary>The order of a request.</summary>
    /// <exception cref="OrderRefusedException">Something does not hold; nothing may be released.</exception>
    public VerifiedOrder Verify(FetchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand(
            request.SubjectId.Length is > 0 and <= IdCharactersMax && request.DisclosureId.Length is > 0 and <= IdCharactersMax,
            "request_malformed",
            "the request names no subject or disclosure");
        Demand(request.Paths.Count is > 0 and <= PathsMax, "request_malformed", "the request names no path, or too many");
        Demand(request.Order?.MediaType == Receipt.MediaType, "order_missing", "the request has no order");
        var verified = verifier.Verify(request.Order!.Content.Memory, []) switch
        {
            ReceiptVerdict.Verified good => good,
            ReceiptVerdict.Failed bad => throw new OrderRefusedException(bad.Code, $"the order's receipt is not good: {bad.Reason}"),
            _ => throw new OrderRefusedException("order_unknown", "the order's receipt was not judged"),
        };
        var root = verified.Statement.Root;
        Demand(
            verified.Statement.Kind == "order" && Text(root, "effect") == "permit",
            "order_other_kind",
            "the receipt is not that of an order");
        Demand(checked((ulong)verified.Index) == request.OrderIndex, "order_other_index", "the order stands at another index");
        Demand(Text(root, "holder") == ownAgencyId, "order_other_holder", "the order is for another holder");
        Demand(Text(root, "recipient") == request.RecipientAgencyId, "order_other_recipient", "the order names another recipient");
        Demand(Text(root, "purpose") == request.Purpose, "order_other_purpose", "the order names another purpose");
        var expires = ExpiryOf(root);
        Demand(expires > time.GetUtcNow(), "order_expired", "the order has ended");
        var schemes = CheckPaths(request, root);
        return new VerifiedOrder
        {
            Index = verified.Index,
            DisclosureId = request.DisclosureId,
            SubjectId = request.SubjectId,
            Paths = [.. request.Paths],
            Schemes = schemes,
            Recipient = request.RecipientAgencyId,
            Purpose = request.Purpose,
            ExpireTime = expires,
        };
    }

    private static Dictionary<string, string> CheckPaths(FetchRequest request, JsonElement root)
    {
        var granted = new HashSet<string>(StringComparer.Ordinal);
        var schemes = new Dictionary<string, string>(StringComparer.Ordinal);
        Demand(
            root.TryGetProperty("grant", out var grant) && grant.ValueKind == JsonValueKind.Array,
            "order_malformed",
            "the order grants nothing");
        foreach (var field in grant.EnumerateArray())
        {
            if (Text(field, "path") is not { } path)
            {
                throw new OrderRefusedException("order_malformed", "the order has a grant without a path");
            }

            switch (Text(field, "action"))
            {
                case "disclose" or "mask" or "pseudonymise" or "aggregate":
                    granted.Add(path);
                    break;
                case "generalise":
                    var scheme = (Text(field, "scheme") ?? "").Split('/')[0];
                    var source = GeneralisationTargets.PathOf(path, scheme);
                    granted.Add(source);
                    if (source == path)
                    {
                        schemes[path] = scheme;
                    }

                    break;
                default:
                    break;
            }
        }

        Demand(request.Paths.All(granted.Contains), "order_other_paths", "the request names a path that the order does not grant");
        Demand(
            request.Paths.Distinct(StringComparer.Ordinal).Count() == request.Paths.Count,
            "request_malformed",
            "the request names a path twice");
        return schemes;
    }

    private static DateTimeOffset ExpiryOf(JsonElement root) =>
        DateTimeOffset.TryParse(Text(root, "expires"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? expires
            : throw new OrderRefusedException("order_malformed", "the order has no end");

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static void Demand(bool holds, string code, string message)
    {
        if (!holds)
        {
            throw new OrderRefusedException(code, message);
        }
    }
}
