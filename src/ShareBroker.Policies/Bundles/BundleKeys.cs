using System.Security.Cryptography;
using System.Text;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Policies.Bundles;

/// <summary>The public keys whose signature makes a bundle loadable: ECDSA on P-256 (ES256), since OPA verifies that too.</summary>
public sealed class BundleKeys
{
    private readonly Dictionary<string, ECParameters> _keys = new(StringComparer.Ordinal);

    /// <summary>Takes keys over.</summary>
    /// <param name="pems">Each one public key in PEM (SPKI).</param>
    /// <exception cref="PolicyException">One is no public key on P-256 (<c>bundle_key</c>).</exception>
    public BundleKeys(IEnumerable<string> pems)
    {
        foreach (var pem in pems)
        {
            using var key = Load(pem);
            _keys[IdOf(key)] = key.ExportParameters(includePrivateParameters: false);
        }
    }

    /// <summary>The ids of the keys: their RFC 7638 thumbprints.</summary>
    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <summary>The thumbprint of a key on P-256 (RFC 7638).</summary>
    /// <param name="key">A public or private key.</param>
    /// <exception cref="PolicyException">It is on another curve (<c>bundle_key</c>).</exception>
    public static string IdOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false);
        if (point.Curve.Oid.Value != "1.2.840.10045.3.1.7" || point.Q.X is not { Length: 32 } x || point.Q.Y is not { Length: 32 } y)
        {
            throw NoKey(cause: null);
        }

        var json = $$"""{"crv":"P-256","kty":"EC","x":"{{StrictBase64.EncodeUrl(x)}}","y":"{{StrictBase64.EncodeUrl(y)}}"}""";
        return StrictBase64.EncodeUrl(SHA256.HashData(Encoding.ASCII.GetBytes(json)));
    }

    internal bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        foreach (var point in _keys.Values)
        {
            using var key = ECDsa.Create(point);
            if (key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
            {
                return true;
            }
        }

        return false;
    }

    private static ECDsa Load(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            if (!pem.Contains("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal))
            {
                throw NoKey(cause: null);
            }

            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or PolicyException)
        {
            key.Dispose();
            throw NoKey(fault);
        }
    }

    private static PolicyException NoKey(Exception? cause) => new(
        "bundle_key", "the key for bundles is no public key on P-256 in PEM; make one with 'sharebroker keys bundle'", cause);
}
