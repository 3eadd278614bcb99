using System.Buffers.Text;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>
/// The signature of a bundle in OPA's format: <c>.signatures.json</c> holds one JWS in compact form (RFC 7515) whose payload lists every
/// file with its digest. Read, and not yet believed.
/// </summary>
public sealed class RegoBundleSignature
{
    /// <summary>The file that holds it.</summary>
    public const string FileName = ".signatures.json";

    private const int SizeMaxBytes = 16 << 20;

    private readonly byte[] _signed;
    private readonly byte[] _octets;
    private readonly Dictionary<string, (string Algorithm, string Digest)> _digests = new(StringComparer.Ordinal);

    private RegoBundleSignature(string header, string payload, string signature)
    {
        _signed = Encoding.ASCII.GetBytes($"{header}.{payload}");
        _octets = Base64Url.DecodeFromChars(signature);
        var (head, claims) = (Json(header), Json(payload));
        Algorithm = head.Get(RegoString.Of("crit")) is null ? Text(head, "alg") : throw Malformed();
        Scope = Text(claims, "scope");
        KeyId = Text(head, "kid") is { Length: > 0 } named ? named : Text(claims, "keyid") is { Length: > 0 } claimed ? claimed : null;
        foreach (var file in claims.Get(RegoString.Of("files")) is RegoArray files ? files.Items : throw Malformed())
        {
            var listed = file as RegoObject ?? throw Malformed();
            var name = RegoBundleFile.PathOf(Text(listed, "name"));
            if (!_digests.TryAdd(name, (Text(listed, "algorithm"), Text(listed, "hash").ToLowerInvariant())))
            {
                throw Malformed();
            }
        }
    }

    /// <summary>The algorithm that its header names.</summary>
    public string Algorithm { get; }

    /// <summary>The key that it names; null when it names none.</summary>
    public string? KeyId { get; }

    /// <summary>What it was made for; empty when it does not say.</summary>
    public string Scope { get; }

    /// <summary>The octets that were signed.</summary>
    public ReadOnlyMemory<byte> Signed => _signed;

    /// <summary>The signature over them.</summary>
    public ReadOnlyMemory<byte> Octets => _octets;

    /// <summary>Reads the file.</summary>
    /// <param name="signatures">Its octets.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="RegoBundleException">It is not one signature over a list of files, or names a verifier that is unknown here
    /// (<c>bundle_signature</c>).</exception>
    public static RegoBundleSignature Read(ReadOnlyMemory<byte> signatures)
    {
        try
        {
            var file = RegoJson.Parse(signatures.Span, JsonLimits.Trusted with { SizeMaxBytes = SizeMaxBytes }) as RegoObject
                ?? throw Malformed();
            return Text(file, "plugin") is "" or "_default" && file.Get(RegoString.Of("signatures")) is RegoArray { Count: 1 } texts
                && texts[0] is RegoString token && token.Value.Split('.') is [var header, var payload, var signature]
                    ? new RegoBundleSignature(header, payload, signature)
                    : throw Malformed();
        }
        catch (Exception fault) when (fault is RegoJsonException or FormatException or RegoBundleException { Code: "bundle_path" })
        {
            throw Malformed(fault);
        }
    }

    /// <summary>Whether the key made it.</summary>
    /// <param name="key">A key that is trusted beforehand.</param>
    /// <returns>False also when the header names another algorithm than the key has.</returns>
    /// <exception cref="RegoBundleException">The key cannot be used (<c>bundle_key</c>).</exception>
    public bool IsBy(RegoBundleKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Verifies(_signed, _octets) && key.Algorithm == Algorithm;
    }

    /// <summary>Says nothing when the files are those that were signed, and no others.</summary>
    /// <param name="files">All files of the bundle; its signature is passed over.</param>
    /// <param name="folder">What stands before the names that were signed; empty for archives.</param>
    /// <exception cref="RegoBundleException">A file was changed, added or removed (<c>bundle_file_changed</c>, <c>bundle_file_added</c>,
    /// <c>bundle_file_missing</c>), or its digest is none to rely on (<c>bundle_signature</c>).</exception>
    public void Demand(IEnumerable<RegoBundleFile> files, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(folder);
        var missing = new SortedSet<string>(_digests.Keys, StringComparer.Ordinal);
        var before = folder.Trim('/') is { Length: > 0 } given ? given + "/" : string.Empty;
        foreach (var file in files.Where(static file => !IsSignature(file)))
        {
            if (!_digests.TryGetValue(before + file.Path, out var signed))
            {
                throw new RegoBundleException("bundle_file_added", $"'{file.Path}' is in the bundle but not under its signature");
            }

            missing.Remove(before + file.Path);
            if ((BundleDigest.Of(file, signed.Algorithm) ?? throw Malformed()) != signed.Digest)
            {
                throw new RegoBundleException("bundle_file_changed", $"'{file.Path}' is not the file that was signed");
            }
        }

        if (missing.Min is { } absent)
        {
            throw new RegoBundleException("bundle_file_missing", $"'{absent}' was signed but is not in the bundle");
        }
    }

    internal static bool IsSignature(RegoBundleFile file) => file.Path.EndsWith("signatures.json", StringComparison.Ordinal);

    private static RegoObject Json(string part) =>
        RegoJson.Parse(Base64Url.DecodeFromChars(part), JsonLimits.Trusted with { SizeMaxBytes = SizeMaxBytes }) as RegoObject
            ?? throw Malformed();

    private static string Text(RegoObject owner, string name) => owner.Get(RegoString.Of(name)) switch
    {
        null => string.Empty,
        RegoString text => text.Value,
        _ => throw Malformed(),
    };

    private static RegoBundleException Malformed(Exception? cause = null)
    {
        const string Message = "the bundle's '.signatures.json' is not one signature over a list of files with SHA-256 digests";
        return cause is null
            ? new RegoBundleException("bundle_signature", Message)
            : new RegoBundleException("bundle_signature", Message, cause);
    }
}
