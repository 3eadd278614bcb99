using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Policies.Bundles;

/// <summary>
/// Signatures of bundles in OPA's format: <c>.signatures.json</c> holds one JWS (ES256) whose payload lists every file with its digest.
/// What <see cref="Verify"/> lets through, <c>opa eval -b … --verification-key …</c> lets through too.
/// </summary>
public static class BundleSignature
{
    private const string Algorithm = "ES256";
    private const string DigestAlgorithm = "SHA-256";
    private const int SizeMaxBytes = 4 << 20;

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
            ["name"] = file.Path, ["hash"] = BundleHash.Of(file), ["algorithm"] = DigestAlgorithm,
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

        Compare(Listed(bundle), DigestsOf(signatures, keys));
    }

    /// <summary>Says nothing when these are the files with these digests, and no others.</summary>
    internal static void Compare(IEnumerable<PolicyEntry> files, Dictionary<string, string> digests)
    {
        foreach (var file in files)
        {
            if (!digests.Remove(file.Path, out var digest))
            {
                throw new PolicyException("bundle_file_added", $"'{file.Path}' is in the bundle but not under its signature");
            }

            if (digest != BundleHash.Of(file))
            {
                throw new PolicyException("bundle_file_changed", $"'{file.Path}' is not the file that was signed");
            }
        }

        if (digests.Count > 0)
        {
            throw new PolicyException("bundle_file_missing",
                $"'{digests.Keys.Min(StringComparer.Ordinal)}' was signed but is not in the bundle");
        }
    }

    /// <summary>The three parts of the one JWS of a <c>.signatures.json</c>.</summary>
    internal static (string Header, string Payload, string Signature) PartsOf(ReadOnlyMemory<byte> signatures) =>
        Member(StrictJson.Read(signatures, SizeMaxBytes), "signatures", JsonValueKind.Array) is { } texts && texts.GetArrayLength() == 1
            && texts[0].GetString()?.Split('.') is [var header, var payload, var signature]
            ? (header, payload, signature)
            : throw Malformed(cause: null);

    /// <summary>The digests of files that the payload of a signature lists, and what else it says.</summary>
    internal static (Dictionary<string, string> Digests, string? Scope, string? KeyId) ClaimsOf(string payload)
    {
        var claims = StrictJson.Read(StrictBase64.DecodeUrl(payload), SizeMaxBytes);
        return (Read(claims), Member(claims, "scope", JsonValueKind.String)?.GetString(),
            Member(claims, "keyid", JsonValueKind.String)?.GetString());
    }

    /// <summary>What the header of a signature says of algorithm and key.</summary>
    internal static (string? Algorithm, string? KeyId) HeaderOf(string header)
    {
        var claims = StrictJson.Read(StrictBase64.DecodeUrl(header), SizeMaxBytes);
        return claims.TryGetProperty("crit", out _)
            ? throw Malformed(cause: null)
            : (Member(claims, "alg", JsonValueKind.String)?.GetString(), Member(claims, "kid", JsonValueKind.String)?.GetString());
    }

    private static IEnumerable<PolicyEntry> Listed(PolicyBundle bundle) => bundle.Entries
        .Where(static entry => entry.Path != PolicyBundle.SignatureFile)
        .OrderBy(static entry => entry.Path, StringComparer.Ordinal);

    private static Dictionary<string, string> DigestsOf(ReadOnlyMemory<byte> signatures, BundleKeys keys)
    {
        try
        {
            var (header, payload, signature) = PartsOf(signatures);

            // The header's own claims are read for one thing: to refuse every other way of signing.
            if (HeaderOf(header).Algorithm != Algorithm)
            {
                throw Malformed(cause: null);
            }

            return keys.Verify(Encoding.ASCII.GetBytes($"{header}.{payload}"), StrictBase64.DecodeUrl(signature))
                ? Read(StrictJson.Read(StrictBase64.DecodeUrl(payload), SizeMaxBytes))
                : throw new PolicyException("bundle_key_wrong", "no trusted key signed the bundle as it is; ask its author for another");
        }
        catch (Exception fault) when (fault is ReceiptException or InvalidOperationException)
        {
            throw Malformed(fault);
        }
    }

    private static Dictionary<string, string> Read(JsonElement payload)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in (Member(payload, "files", JsonValueKind.Array) ?? throw Malformed(cause: null)).EnumerateArray())
        {
            var name = Member(file, "name", JsonValueKind.String)?.GetString();
            var digest = Member(file, "hash", JsonValueKind.String)?.GetString();
            var algorithm = Member(file, "algorithm", JsonValueKind.String)?.GetString();
            if (name is null || digest is null || algorithm != DigestAlgorithm || !digests.TryAdd(PolicyEntry.CheckedPath(name), digest))
            {
                throw Malformed(cause: null);
            }
        }

        return digests;
    }

    private static JsonElement? Member(JsonElement owner, string name, JsonValueKind kind) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private static string Encoded(JsonObject json) => StrictBase64.EncodeUrl(CanonicalJson.Write(json, CanonicalNumbers.Integers));

    internal static PolicyException Malformed(Exception? cause) => new(
        "bundle_signature", "the bundle's '.signatures.json' is not one ES256 signature over a list of files", cause);
}
