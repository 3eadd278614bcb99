using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Keys;

namespace ShareBroker.Receipts.Signing;

/// <summary>
/// A compact JWS (RFC 7515) over Ed25519 (RFC 8037, RFC 9864). Written with <c>Ed25519</c>; read with <c>Ed25519</c> or <c>EdDSA</c>.
/// The key is
/// found by its thumbprint among keys that are trusted beforehand; a header that brings or points to a key is refused.
/// </summary>
public sealed class Jws
{
    /// <summary>The <c>typ</c> of a receipt's statement.</summary>
    public const string ReceiptType = "sharebroker-receipt+sd-jwt";

    /// <summary>The longest compact text that is read, in characters.</summary>
    public const int LengthMax = 128 * 1024;

    private static readonly HashSet<string> KnownMembers = new(StringComparer.Ordinal) { "alg", "kid", "typ" };

    private Jws(string compact, string keyId, string type, byte[] payload, byte[] signature)
    {
        Compact = compact;
        KeyId = keyId;
        Type = type;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>The text as it stands.</summary>
    public string Compact { get; }

    /// <summary>The RFC 7638 thumbprint of the key.</summary>
    public string KeyId { get; }

    /// <summary>The <c>typ</c> of the header.</summary>
    public string Type { get; }

    /// <summary>The exact octets that are signed as payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The 64 bytes of the signature.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Signs a payload.</summary>
    public static Jws Sign(ReadOnlySpan<byte> payload, string type, Ed25519SigningKey key)
    {
        var keyId = Jwk.ThumbprintOf(key.PublicKey);
        var signed = SignedText(payload, type, keyId);
        var signature = key.Sign(Encoding.ASCII.GetBytes(signed));
        return new Jws($"{signed}.{StrictBase64.EncodeUrl(signature)}", keyId, type, payload.ToArray(), signature);
    }

    /// <summary>Puts a text together again from what a store keeps of it; nothing is verified.</summary>
    public static string Compose(ReadOnlySpan<byte> payload, string type, string keyId, ReadOnlySpan<byte> signature) =>
        $"{SignedText(payload, type, keyId)}.{StrictBase64.EncodeUrl(signature)}";

    /// <summary>Reads a text strictly. Nothing is verified.</summary>
    /// <exception cref="ReceiptException">
    /// It is not three parts of strict base64url, or its header has another algorithm, a member that is not known, or one twice.
    /// </exception>
    public static Jws Parse(string compact)
    {
        var parts = compact.Length <= LengthMax ? compact.Split('.') : [];
        if (parts.Length != 3)
        {
            throw new ReceiptException("jws_malformed", "a compact JWS has three parts and is not longer than 128 KiB");
        }

        var header = StrictJson.Read(StrictBase64.DecodeUrl(parts[0]), sizeBytesMax: 4096);
        if (header.ValueKind != JsonValueKind.Object)
        {
            throw new ReceiptException("jws_header", "the header of a JWS is a JSON object");
        }

        // Anything but these three could change what the signature means: crit, b64, jwk, jku, x5u, x5c.
        if (header.EnumerateObject().Any(static member => !KnownMembers.Contains(member.Name)))
        {
            throw new ReceiptException("jws_header", "the header of a receipt's JWS has a member other than 'alg', 'kid' and 'typ'");
        }

        if (TextOf(header, "alg") is not ("Ed25519" or "EdDSA"))
        {
            throw new ReceiptException("jws_algorithm", "the algorithm of a receipt's JWS is 'Ed25519'");
        }

        var signature = StrictBase64.DecodeUrl(parts[2]);
        return signature.Length == Ed25519PublicKey.SignatureSizeBytes
            ? new Jws(compact, TextOf(header, "kid") ?? "", TextOf(header, "typ") ?? "", StrictBase64.DecodeUrl(parts[1]), signature)
            : throw new ReceiptException("jws_malformed", "the signature of a JWS over Ed25519 has exactly 64 bytes");
    }

    /// <summary>Whether a key of the set, found by <see cref="KeyId"/>, signed it.</summary>
    public bool IsSignedByOneOf(JwkSet keys) => keys.Find(KeyId) is { } key && IsSignedBy(key);

    /// <summary>Whether this key signed it.</summary>
    public bool IsSignedBy(Ed25519PublicKey key) =>
        key.Verify(Encoding.ASCII.GetBytes(Compact[..Compact.LastIndexOf('.')]), Signature.Span);

    private static string SignedText(ReadOnlySpan<byte> payload, string type, string keyId)
    {
        var header = CanonicalJson.Write(
            new JsonObject { ["alg"] = "Ed25519", ["kid"] = keyId, ["typ"] = type }, CanonicalNumbers.Integers);
        return $"{StrictBase64.EncodeUrl(header)}.{StrictBase64.EncodeUrl(payload)}";
    }

    private static string? TextOf(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
