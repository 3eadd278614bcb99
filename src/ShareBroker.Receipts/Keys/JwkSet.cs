using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Receipts.Keys;

/// <summary>The keys that may sign statements, found by their RFC 7638 thumbprint.</summary>
public sealed class JwkSet
{
    private readonly Dictionary<string, Ed25519PublicKey> _keys;

    /// <summary>These keys.</summary>
    public JwkSet(IEnumerable<Ed25519PublicKey> keys) =>
        _keys = keys.DistinctBy(Jwk.ThumbprintOf).ToDictionary(Jwk.ThumbprintOf, StringComparer.Ordinal);

    /// <summary>The keys.</summary>
    public IReadOnlyCollection<Ed25519PublicKey> Keys => _keys.Values;

    /// <summary>Reads <c>{"keys": [jwk, …]}</c> (RFC 7517 §5).</summary>
    /// <exception cref="ReceiptException">It is something else, holds a key of another kind, or a <c>kid</c> that is not the
    /// thumbprint.</exception>
    public static JwkSet Parse(ReadOnlyMemory<byte> json)
    {
        var root = StrictJson.Read(json, sizeBytesMax: 1024 * 1024);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
        {
            throw new ReceiptException("jwks_malformed", "a key set is a JSON object with the member 'keys'");
        }

        return new JwkSet([.. keys.EnumerateArray().Select(Read)]);
    }

    /// <summary>The key with that thumbprint, or null.</summary>
    public Ed25519PublicKey? Find(string thumbprint) => _keys.GetValueOrDefault(thumbprint);

    /// <summary>The JSON, each key with <c>kid</c>, <c>alg</c> and <c>use</c>.</summary>
    public byte[] ToJson()
    {
        var keys = _keys.Select(static pair =>
        {
            var json = Jwk.ToJson(pair.Value);
            json["kid"] = pair.Key;
            json["alg"] = "Ed25519";
            json["use"] = "sig";
            return (JsonNode)json;
        });
        return CanonicalJson.Write(new JsonObject { ["keys"] = new JsonArray([.. keys]) }, CanonicalNumbers.Integers);
    }

    private static Ed25519PublicKey Read(JsonElement jwk)
    {
        var key = Jwk.Parse(jwk);
        if (jwk.TryGetProperty("kid", out var kid) && !(kid.ValueKind == JsonValueKind.String && kid.ValueEquals(Jwk.ThumbprintOf(key))))
        {
            throw new ReceiptException("jwk_malformed", "the 'kid' of a statement key is not its RFC 7638 thumbprint");
        }

        return key;
    }
}
