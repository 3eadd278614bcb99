using System.Security.Cryptography;

namespace ShareBroker.Receipts.Keys;

/// <summary>
/// Ed25519 private keys as PKCS#8 in PEM (RFC 5958, RFC 8410 §7), as <c>openssl genpkey -algorithm ed25519</c> writes them.
/// </summary>
public static class Pkcs8
{
    private const string Label = "PRIVATE KEY";

    // SEQUENCE { INTEGER 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING seed } }
    private static readonly byte[] Prefix = Convert.FromHexString("302e020100300506032b657004220420");

    /// <summary>Writes the key.</summary>
    public static string Write(Ed25519SigningKey key)
    {
        byte[] der = [.. Prefix, .. key.ToSeed()];
        var pem = PemEncoding.WriteString(Label, der);
        CryptographicOperations.ZeroMemory(der);
        return pem + "\n";
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="ReceiptException">It is no unencrypted Ed25519 private key.</exception>
    public static Ed25519SigningKey Parse(string pem)
    {
        if (PemEncoding.TryFind(pem, out var fields) && pem.AsSpan()[fields.Label].SequenceEqual(Label))
        {
            var der = Convert.FromBase64String(pem[fields.Base64Data]);
            if (der.Length == Prefix.Length + Ed25519SigningKey.SeedSizeBytes && der.AsSpan().StartsWith(Prefix))
            {
                return new Ed25519SigningKey(der.AsSpan(Prefix.Length));
            }
        }

        throw new ReceiptException(
            "key_malformed", "a private key is unencrypted PKCS#8 PEM of an Ed25519 key ('openssl genpkey -algorithm ed25519')");
    }
}
