using System.Globalization;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Bundles;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Bundles;

/// <summary>
/// Policies as one file: an OPA bundle (<c>.tar.gz</c> with <c>.manifest</c>, <c>*.rego</c>, <c>data.json</c> and, once signed,
/// <c>.signatures.json</c>). The archive inside is the same octets for the same files. Immutable.
/// </summary>
public sealed class PolicyBundle
{
    /// <summary>The longest bundle that is read, in octets.</summary>
    public const int SizeMaxBytes = 16 << 20;

    /// <summary>The file that holds the signature.</summary>
    public const string SignatureFile = RegoBundleSignature.FileName;

    private const int PathMax = 255;

    private static readonly RegoBundleLimits Limits = new()
    {
        ArchiveMaxBytes = SizeMaxBytes,
        UnpackedMaxBytes = (int)PolicyFolder.TotalMaxBytes + (8 << 20),
        FilesMax = 4096,
        PlainHeadersOnly = true,
    };

    private PolicyBundle(IReadOnlyList<RegoBundleFile> entries)
    {
        Entries = entries;
        Signatures = entries.FirstOrDefault(static entry => entry.Path == SignatureFile)?.Content;
        Files = [.. entries.Where(static entry => entry.Path != SignatureFile)
            .Select(static entry => new PolicyFile(entry.Path, entry.Content))
            .OrderBy(static file => file.Path, StringComparer.Ordinal)];
        var manifest = ReadManifest(Files);
        Revision = manifest.Text("revision");
        ValidUntil = ReadEnd(manifest);
        Sha256 = PolicyFolder.Digest(Files);
    }

    /// <summary>The files of the policies, sorted by path, unit tests too.</summary>
    public IReadOnlyList<PolicyFile> Files { get; }

    /// <summary>The manifest's revision.</summary>
    public string Revision { get; }

    /// <summary>Until when the bundle may be used (<c>metadata.valid_until</c> of the manifest); null without an end.</summary>
    public DateTimeOffset? ValidUntil { get; }

    /// <summary>The digest of the files, as <see cref="PolicyFolder.Digest"/> makes it; the signature is not part of it.</summary>
    public string Sha256 { get; }

    /// <summary>Whether there is a signature at all; that it is right, only <see cref="BundleSignature.Verify"/> says.</summary>
    public bool IsSigned => Signatures is not null;

    internal IReadOnlyList<RegoBundleFile> Entries { get; }

    internal ReadOnlyMemory<byte>? Signatures { get; }

    /// <summary>A bundle of the files of a policy folder, unsigned.</summary>
    /// <param name="files">The files, among them <c>.manifest</c>.</param>
    /// <exception cref="PolicyException">A file cannot stand in a bundle (<c>bundle_path</c>, <c>bundle_entry</c>), or the manifest is
    /// not usable (<c>bundle_malformed</c>).</exception>
    public static PolicyBundle Of(IEnumerable<PolicyFile> files) =>
        new([.. files.Select(static file => Checked(new RegoBundleFile(file.Path.TrimStart('/'), file.Content)))
            .OrderBy(static entry => entry.Path, StringComparer.Ordinal)]);

    /// <summary>Reads a bundle. Nothing in it is trusted yet.</summary>
    /// <param name="archive">The octets of the <c>.tar.gz</c>.</param>
    /// <exception cref="PolicyException">It is no bundle, or holds what a bundle may not; the code says which.</exception>
    public static PolicyBundle Read(ReadOnlyMemory<byte> archive) =>
        new([.. BundleFaults.Of(() => RegoBundleArchive.Read(archive, Limits)).Select(Checked)]);

    /// <summary>The octets of the <c>.tar.gz</c>.</summary>
    /// <exception cref="PolicyException">A path is too long (<c>bundle_path</c>).</exception>
    public byte[] ToArchive() => BundleFaults.Of(() => RegoBundleArchive.Write(Entries));

    internal PolicyBundle WithSignatures(byte[] signatures) =>
        new([.. Entries.Where(static entry => entry.Path != SignatureFile), new RegoBundleFile(SignatureFile, signatures)]);

    // Letters, digits, '.', '_' and '-', folders by slash: what every system reads alike.
    private static RegoBundleFile Checked(RegoBundleFile entry)
    {
        if (entry.Path.Length > PathMax || !entry.Path.Split('/').All(IsPlain))
        {
            throw new PolicyException(
                "bundle_path", "the bundle has a file whose path is not plain; paths are relative, of letters, digits, '.', '_' and '-'");
        }

        var name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
        return entry.Path is ".manifest" or SignatureFile || name == "data.json" || name.EndsWith(".rego", StringComparison.Ordinal)
            ? entry
            : throw new PolicyException(
                "bundle_entry", $"'{entry.Path}' has no place in a bundle; rules are *.rego, data is data.json in its folder");
    }

    private static bool IsPlain(string name) =>
        name is not ("" or "." or "..") && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static MemberReader ReadManifest(IReadOnlyList<PolicyFile> files)
    {
        var manifest = files.FirstOrDefault(static file => file.IsManifest)
            ?? throw new PolicyException("bundle_malformed", "the bundle has no '.manifest' with a 'revision'");
        try
        {
            var content = new MemberReader(RegoJson.Parse(manifest.Content.Span, JsonLimits.Trusted), ".manifest");
            _ = content.Text("revision");
            return content;
        }
        catch (Exception fault) when (fault is RegoJsonException or PolicyException)
        {
            throw new PolicyException("bundle_malformed", "the bundle's '.manifest' is no JSON object with a 'revision'", fault);
        }
    }

    private static DateTimeOffset? ReadEnd(MemberReader manifest)
    {
        if ((manifest.Get("metadata") as RegoObject)?.Get(RegoString.Of("valid_until")) is not { } end)
        {
            return null;
        }

        return end is RegoString text && DateTimeOffset.TryParseExact(
            text.Value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
                ? until
                : throw new PolicyException(
                    "bundle_malformed", "'metadata.valid_until' of the bundle's '.manifest' is no instant such as 2027-01-01T00:00:00Z");
    }
}
