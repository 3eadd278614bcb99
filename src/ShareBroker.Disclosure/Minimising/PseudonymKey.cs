using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>
/// The key under which identities become codes for one recipient, one purpose and one scope. The same value has the same code there and an
/// unrelated code everywhere else, so two recipients cannot join what they have. Never logged.
/// </summary>
internal sealed class PseudonymKey
{
    /// <summary>The scheme with its version.</summary>
    public const string Versioned = "pseudonym/1";

    private readonly byte[] _key;

    private PseudonymKey(byte[] key)
    {
        _key = key;
        KeyId = Convert.ToHexStringLower(SHA256.HashData([.. "sharebroker/key-id/1"u8, .. key]).AsSpan(0, 8));
    }

    /// <summary>Names the key without telling anything of it.</summary>
    public string KeyId { get; }

    /// <summary>Derives a key (HKDF-Expand, RFC 5869 §2.3) from the broker's own.</summary>
    public static PseudonymKey Derive(ReadOnlySpan<byte> masterKey, string recipient, string purpose, string scope, string scopeId)
    {
        // Every part is length-prefixed: no two different sets of parts give the same octets.
        var label = new StringBuilder("sharebroker/pseudonym/1");
        foreach (var part in (ReadOnlySpan<string>)[recipient, purpose, scope, scopeId])
        {
            label.Append('\0').Append(part.Length).Append(':').Append(part);
        }

        var key = new byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, masterKey, key, Encoding.UTF8.GetBytes(label.ToString()));
        return new PseudonymKey(key);
    }

    /// <summary>The code of a value of a path.</summary>
    public JsonElement CodeOf(string path, JsonElement source)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(path), 0, .. CanonicalJson.Write(source, CanonicalNumbers.Ecmascript)];
        var code = HMACSHA256.HashData(_key, message).AsSpan(0, 16);
        return JsonText.Of("psn_" + System.Buffers.Text.Base64Url.EncodeToString(code));
    }
}
