using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Signing;
using ShareBroker.Rego.Bundles;

namespace ShareBroker.Policies.Bundles;

/// <summary>
/// Signatures of bundles in OPA's format: <c>.signatures.json</c> holds one JWS (ES256) whose payload lists every file with its digest.
/// What <see cref="Verify"/> lets through, <c>opa eval -b … --verification-key …</c> lets through too.
/// </summary>
public static class BundleSignature
{
    private const string Algorithm = "ES256";
    private const string DigestAlgorithm = "SHA-256";

    /// <summary>The same bundle with this signature and no other.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="key">A private key on P-256.</param>
    /// <exception cref="PolicyException">The key is of another kind (<c>bundle_key</c>).</exception>
    public static PolicyBundle Sign(PolicyBundle bundle, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(key);
        var keyId = BundleKeys.IdOf(key);
        var files = new JsonArray([.. Listed(bundle).Select(static file => (JsonNode)new JsonObject
        {
            ["name"] = file.Path, ["hash"] = BundleFaults.Of(file.Digest), ["algorithm"] = DigestAlgorithm,
        })]);
        var header = new JsonObject { ["alg"] = Algorithm, ["kid"] = keyId, ["typ"] = "JWT" };
        var signed = $"{Encoded(header)}.{Encoded(new JsonObject { ["files"] = files })}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var list = new JsonObject { ["signatures"] = new JsonArray($"{signed}.{StrictBase64.EncodeUrl(signature)}") };
        return bundle.WithSignatures(CanonicalJson.Write(list, CanonicalNumbers.Integers));
    }

    /// <summary>Says nothing when one of the keys signed exactly the files that the bundle has.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="keys">The keys that are trusted beforehand; whatever the signature says of its key is not believed.</param>
    /// <exception cref="PolicyException">There is no signature (<c>bundle_unsigned</c>), it is malformed (<c>bundle_signature</c>), no
    /// key fits (<c>bundle_key_wrong</c>), or a file was changed, added or removed (<c>bundle_file_changed</c>,
    /// <c>bundle_file_added</c>, <c>bundle_file_missing</c>).</exception>
    public static void Verify(PolicyBundle bundle, BundleKeys keys)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(keys);
        if (bundle.Signatures is not { } signatures)
        {
            throw new PolicyException("bundle_unsigned", "the bundle is not signed; sign it with 'sharebroker policy sign'");
        }

        var signature = BundleFaults.Of(() => RegoBundleSignature.Read(signatures));

        // The header's own claims are read for one thing: to refuse every other way of signing.
        if (signature.Algorithm != Algorithm)
        {
            throw new PolicyException("bundle_signature",
                "the bundle's '.signatures.json' is not one ES256 signature over a list of files");
        }

        if (!keys.Verify(signature.Signed.Span, signature.Octets.Span))
        {
            throw new PolicyException("bundle_key_wrong", "no trusted key signed the bundle as it is; ask its author for another");
        }

        BundleFaults.Of(() => signature.Demand(bundle.Entries));
    }

    private static IEnumerable<RegoBundleFile> Listed(PolicyBundle bundle) => bundle.Entries
        .Where(static entry => entry.Path != PolicyBundle.SignatureFile)
        .OrderBy(static entry => entry.Path, StringComparer.Ordinal);

    private static string Encoded(JsonObject json) => StrictBase64.EncodeUrl(CanonicalJson.Write(json, CanonicalNumbers.Integers));
}
