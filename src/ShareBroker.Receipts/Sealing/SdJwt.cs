using System.Text.Json;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Sealing;

/// <summary>An SD-JWT without key binding (RFC 9901 §4): a signed statement and the disclosures that open some of its digests.</summary>
public sealed class SdJwt
{
    /// <summary>The most disclosures that are read.</summary>
    public const int DisclosuresMax = 4096;

    private SdJwt(Jws jws, IReadOnlyList<SdJwtDisclosure> disclosures)
    {
        Jws = jws;
        Disclosures = disclosures;
    }

    /// <summary>The signed part.</summary>
    public Jws Jws { get; }

    /// <summary>The disclosures in their order.</summary>
    public IReadOnlyList<SdJwtDisclosure> Disclosures { get; }

    /// <summary>Reads <c>&lt;jws&gt;~[&lt;disclosure&gt;~…]</c> strictly. Nothing is verified.</summary>
    /// <exception cref="ReceiptException">It is something else, has a key binding, or the same disclosure twice.</exception>
    public static SdJwt Parse(string text)
    {
        var parts = text.Split('~');
        if (parts.Length < 2 || parts[^1].Length != 0 || parts.Length - 2 > DisclosuresMax)
        {
            throw new ReceiptException("sd_jwt_malformed", "an SD-JWT is a JWS and disclosures, each with a tilde after it");
        }

        var disclosures = parts[1..^1].Select(SdJwtDisclosure.Parse).ToList();
        return disclosures.Select(static disclosure => disclosure.Digest).Distinct(StringComparer.Ordinal).Count() == disclosures.Count
            ? new SdJwt(Jws.Parse(parts[0]), disclosures)
            : throw new ReceiptException("sd_jwt_malformed", "an SD-JWT has the same disclosure twice");
    }

    /// <summary>
    /// Matches disclosures with the digests of a payload (RFC 9901 §7.1): every disclosure opens exactly one digest, no digest stands
    /// twice,
    /// and no opened name stands open beside it.
    /// </summary>
    /// <exception cref="ReceiptException">One of that does not hold (<c>opening_mismatch</c>), or an unknown <c>_sd_alg</c>.</exception>
    public static IReadOnlyList<Opening> Match(JsonElement payload, IEnumerable<SdJwtDisclosure> disclosures)
    {
        if (payload.TryGetProperty("_sd_alg", out var algorithm) &&
            !(algorithm.ValueKind == JsonValueKind.String && algorithm.ValueEquals("sha-256")))
        {
            throw new ReceiptException("opening_algorithm", "the digests of a statement are SHA-256");
        }

        var places = new Dictionary<string, (string Path, JsonElement Owner)>(StringComparer.Ordinal);
        Collect(payload, path: "", places);
        if (payload.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array)
        {
            var paths = new HashSet<string>(StringComparer.Ordinal);
            foreach (var field in fields.EnumerateArray())
            {
                var path = PathOf(field);
                if (!paths.Add(path))
                {
                    throw Mismatch("the statement names the same path twice");
                }

                Collect(field, path, places);
            }
        }

        var opened = new HashSet<(string, string)>();
        var openings = new List<Opening>();
        foreach (var disclosure in disclosures)
        {
            if (!places.Remove(disclosure.Digest, out var place))
            {
                throw Mismatch("a disclosure opens no digest of the statement");
            }

            if (place.Owner.TryGetProperty(disclosure.Name, out _) || !opened.Add((place.Path, disclosure.Name)))
            {
                throw Mismatch("a disclosure opens a member that stands there already");
            }

            openings.Add(new Opening(place.Path, disclosure.Name, disclosure.Value));
        }

        return openings;
    }

    private static void Collect(JsonElement owner, string path, Dictionary<string, (string Path, JsonElement Owner)> places)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty("_sd", out var digests))
        {
            return;
        }

        if (digests.ValueKind != JsonValueKind.Array)
        {
            throw Mismatch("the digests of a statement are not an array");
        }

        foreach (var digest in digests.EnumerateArray())
        {
            if (digest.ValueKind != JsonValueKind.String || !places.TryAdd(digest.GetString()!, (path, owner)))
            {
                throw Mismatch("the statement has the same digest twice, or one that is not text");
            }
        }
    }

    private static string PathOf(JsonElement field) =>
        field.ValueKind == JsonValueKind.Object && field.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
            ? path.GetString()!
            : throw Mismatch("a field of the statement has no path");

    private static ReceiptException Mismatch(string what) => new("opening_mismatch", what);
}
