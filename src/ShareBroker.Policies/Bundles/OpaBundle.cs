using ShareBroker.Policies.Packs;
using ShareBroker.Receipts;
using ShareBroker.Rego;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Policies.Bundles;

/// <summary>Any bundle that OPA's own tool makes or takes: an archive or a folder, signed or not. What it may hold beside policies, data,
/// manifest and signature is passed over. Nothing in it is trusted.</summary>
public sealed class OpaBundle
{
    private readonly IReadOnlyList<PolicyEntry> _entries;

    private OpaBundle(IReadOnlyList<PolicyEntry> entries)
    {
        _entries = entries;
        if (Find("patch.json") is not null)
        {
            throw new PolicyException("bundle_entry", "the bundle is a patch of another one ('patch.json'); give the whole bundle");
        }

        Roots = BundleRoots.Of(Find(".manifest"));
    }

    /// <summary>The places that the manifest says the bundle owns.</summary>
    public BundleRoots Roots { get; }

    /// <summary>Whether there is a signature at all; that it is right, only <see cref="Verify"/> says.</summary>
    public bool IsSigned => Find(PolicyBundle.SignatureFile) is not null;

    /// <summary>Reads an archive.</summary>
    /// <param name="archive">The octets of the <c>.tar.gz</c>.</param>
    /// <exception cref="PolicyException">It is too large, no archive, or holds links or paths that lead elsewhere; the code says
    /// which.</exception>
    /// <exception cref="RegoException">Its manifest is not sound.</exception>
    public static OpaBundle Read(ReadOnlyMemory<byte> archive) => new(BundleArchive.Read(archive));

    /// <summary>Takes the files of a folder.</summary>
    /// <param name="files">The files.</param>
    /// <exception cref="PolicyException">A path is not plain (<c>bundle_path</c>).</exception>
    /// <exception cref="RegoException">Its manifest is not sound.</exception>
    public static OpaBundle Of(IEnumerable<PolicyFile> files) =>
        new([.. files.Select(static file => new PolicyEntry(PolicyEntry.CheckedPath(file.Path), file.Content))]);

    /// <summary>Says nothing when the key signed exactly the files that the bundle has.</summary>
    /// <param name="key">The key that is trusted beforehand.</param>
    /// <exception cref="PolicyException">As <see cref="BundleSignature.Verify"/>; and <c>bundle_key_wrong</c> when the signature names
    /// another key or scope.</exception>
    public void Verify(BundleVerification key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Find(PolicyBundle.SignatureFile) is not { } signatures)
        {
            throw new PolicyException("bundle_unsigned", "the bundle is not signed, but a key was given to verify it with");
        }

        try
        {
            var (header, payload, signature) = BundleSignature.PartsOf(signatures);
            var digests = key.Verify(header, payload, signature);
            BundleSignature.Compare(_entries.Where(static entry => entry.Path != PolicyBundle.SignatureFile), digests);
        }
        catch (Exception fault) when (fault is ReceiptException or InvalidOperationException)
        {
            throw BundleSignature.Malformed(fault);
        }
    }

    /// <summary>Adds policies and data, after a look at whether they lie within the roots.</summary>
    /// <param name="name">The bundle's name, which stands before the names of its files.</param>
    /// <param name="documents">What they are added to.</param>
    /// <exception cref="RegoException">A file is not sound, lies outside of the roots, or contradicts what came before.</exception>
    public void AddTo(string name, PolicyDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var own = new PolicyDocuments();
        foreach (var entry in _entries.OrderBy(static entry => entry.Path, StringComparer.Ordinal))
        {
            var steps = entry.Path.Split('/');
            if (steps[^1] is "data.json" or "data.yaml" || steps[^1].EndsWith(".rego", StringComparison.Ordinal))
            {
                own.Add($"{name}/{entry.Path}", steps[..^1], entry.Content);
            }
        }

        Roots.Demand(own.Sources, own.Data);
        documents.Put(name, [], own.Data);
        foreach (var source in own.Sources)
        {
            documents.Add(source);
        }
    }

    private ReadOnlyMemory<byte>? Find(string path) =>
        _entries.FirstOrDefault(entry => entry.Path == path)?.Content;
}
