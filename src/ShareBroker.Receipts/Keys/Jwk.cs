using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Keys;

/// <summary>Public keys as JSON Web Keys of type OKP (RFC 8037 §2), and their thumbprints (RFC 7638).</summary>
public static class Jwk
{
    /// <summary>The key with its required members only.</summary>
    public static JsonObject ToJson(Ed25519PublicKey key) =>
        new() { ["crv"] = "Ed25519", ["kty"] = "OKP", ["x"] = StrictBase64.EncodeUrl(key.ToArray()) };

    /// <summary>base64url of SHA-256 over the required members in their order.</summary>
    public static string ThumbprintOf(Ed25519PublicKey key) => StrictBase64.EncodeUrl(SHA256.HashData(Encoding.ASCII.GetBytes(
        $$"""{"crv":"Ed25519","kty":"OKP","x":"{{StrictBase64.EncodeUrl(key.ToArray())}}"}""")));

    /// <summary>
    /// Reads a public key. Further members are passed over, but a private part is refused: it has no place in a file that is handed around.
    /// </summary>
    /// <exception cref="ReceiptException">It is no Ed25519 public key.</exception>
    public static Ed25519PublicKey Parse(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object || TextOf(jwk, "kty") != "OKP" || TextOf(jwk, "crv") != "Ed25519" ||
            TextOf(jwk, "x") is not { } x || jwk.TryGetProperty("d", out _))
        {
            throw new ReceiptException("jwk_malformed", "a statement key is a public JWK with kty 'OKP', crv 'Ed25519' and x");
        }

        return Ed25519PublicKey.Parse(StrictBase64.DecodeUrl(x));
    }

    private static string? TextOf(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
