using System.Text.Unicode;
using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>
/// A bundle as <c>opa build</c> makes it: policies (<c>*.rego</c>), data (<c>data.json</c>, <c>data.yaml</c>, <c>data.yml</c> under the
/// names
/// of their folders), a manifest and perhaps a signature. Other files are passed over. Immutable; nothing is read from a disk.
/// </summary>
public sealed class RegoBundle
{
    private RegoBundle(RegoBundleManifest manifest, IReadOnlyList<RegoBundleFile> files, IReadOnlyList<RegoSource> sources, RegoValue data)
    {
        Manifest = manifest;
        Files = files;
        Sources = sources;
        Data = data;
    }

    /// <summary>What the bundle says of itself.</summary>
    public RegoBundleManifest Manifest { get; }

    /// <summary>Every file, by path.</summary>
    public IReadOnlyList<RegoBundleFile> Files { get; }

    /// <summary>The policies, each with the language that the manifest gives it.</summary>
    public IReadOnlyList<RegoSource> Sources { get; }

    /// <summary>The data, an object.</summary>
    public RegoValue Data { get; }

    /// <summary>The signature, which was right when the bundle was read with <see cref="RegoBundleOptions.Trust"/>; null without
    /// one.</summary>
    public RegoBundleSignature? Signature { get; private init; }

    /// <summary>Reads an archive.</summary>
    /// <param name="archive">The octets of the <c>.tar.gz</c>.</param>
    /// <param name="options">Whom to trust, and how much it may cost; null for <see cref="RegoBundleOptions.Default"/>.</param>
    /// <returns>The bundle.</returns>
    /// <exception cref="RegoBundleException">It is not sound, not signed as demanded, or holds what it may not; the code says
    /// which.</exception>
    public static RegoBundle Read(ReadOnlyMemory<byte> archive, RegoBundleOptions? options = null)
    {
        options ??= RegoBundleOptions.Default;
        return Of(RegoBundleArchive.Read(archive, options.Limits), options);
    }

    /// <summary>Reads an archive from where a stream stands to its end, and not further than the limit.</summary>
    /// <param name="archive">The octets of the <c>.tar.gz</c>; left open.</param>
    /// <param name="options">Whom to trust, and how much it may cost; null for <see cref="RegoBundleOptions.Default"/>.</param>
    /// <returns>The bundle.</returns>
    /// <exception cref="RegoBundleException">It is not sound, not signed as demanded, or holds what it may not; the code says
    /// which.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    public static RegoBundle Read(Stream archive, RegoBundleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        options ??= RegoBundleOptions.Default;
        using var octets = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var count = archive.Read(buffer); count > 0 && octets.Length <= options.Limits.ArchiveMaxBytes; count = archive.Read(buffer))
        {
            octets.Write(buffer, 0, count);
        }

        return Read(octets.ToArray(), options);
    }

    /// <summary>Takes the files of a folder.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">Whom to trust, and how much they may cost; null for <see cref="RegoBundleOptions.Default"/>.</param>
    /// <returns>The bundle.</returns>
    /// <exception cref="RegoBundleException">As of an archive.</exception>
    public static RegoBundle Of(IEnumerable<RegoBundleFile> files, RegoBundleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        options ??= RegoBundleOptions.Default;
        var sorted = Sorted(files, options.Limits);
        try
        {
            var signature = Verified(sorted, options);
            var manifest = ManifestOf(sorted);
            return Gather(manifest, sorted, signature, options);
        }
        catch (RegoException fault) when (fault is not RegoBundleException)
        {
            throw new RegoBundleException(fault);
        }
    }

    /// <summary>Several bundles as one. None may own what another owns.</summary>
    /// <param name="bundles">The bundles.</param>
    /// <returns>A bundle without manifest and signature of its own.</returns>
    /// <exception cref="RegoBundleException">Roots overlap (<c>bundle_roots</c>).</exception>
    public static RegoBundle Join(params IReadOnlyList<RegoBundle> bundles)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        BundleRoots.RefuseOverlap(bundles.Select(static bundle => bundle.Manifest.Roots));
        if (bundles.Count == 1)
        {
            return bundles[0];
        }

        var documents = new PolicyDocuments();
        foreach (var bundle in bundles)
        {
            documents.Put(string.Empty, [], bundle.Data);
        }

        return new RegoBundle(
            RegoBundleManifest.Absent,
            [.. bundles.SelectMany(static bundle => bundle.Files)],
            [.. bundles.SelectMany(static bundle => bundle.Sources)],
            documents.Data);
    }

    /// <summary>The files that give data, as they are called, and where their data lies.</summary>
    internal IReadOnlyList<(string File, IReadOnlyList<string> Place)> DataFiles { get; private init; } = [];

    private static List<RegoBundleFile> Sorted(IEnumerable<RegoBundleFile> files, RegoBundleLimits limits)
    {
        var byPath = new SortedDictionary<string, RegoBundleFile>(StringComparer.Ordinal);
        long total = 0;
        foreach (var file in files)
        {
            var path = RegoBundleFile.PathOf(file.Path);
            total += file.Content.Length;
            if (byPath.Count == limits.FilesMax || total > limits.UnpackedMaxBytes)
            {
                throw new RegoBundleException("bundle_too_large",
                    $"the bundle has more than {limits.FilesMax} files or {limits.UnpackedMaxBytes >> 20} MiB");
            }

            if (!byPath.TryAdd(path, file with { Path = path }))
            {
                throw new RegoBundleException("bundle_duplicate", $"the bundle has '{path}' twice; nobody can tell which one counts");
            }
        }

        return [.. byPath.Values];
    }

    private static RegoBundleSignature? Verified(List<RegoBundleFile> files, RegoBundleOptions options)
    {
        if (options is { SkipsVerification: true, Trust: null })
        {
            return null;
        }

        var signatures = files.Where(RegoBundleSignature.IsSignature).ToList();
        if (signatures.Count > 1)
        {
            throw new RegoBundleException("bundle_signature", "the bundle has two files of signatures; nobody can tell which one counts");
        }

        if (signatures.Count == 0)
        {
            return options.Trust is null
                ? null
                : throw new RegoBundleException("bundle_unsigned", "the bundle is not signed, but a key was given to verify it with");
        }

        if (options.Trust is not { } trust)
        {
            throw new RegoBundleException("bundle_key_missing", "the bundle is signed, and no key was given to verify it with");
        }

        var signature = RegoBundleSignature.Read(signatures[0].Content);
        trust.Demand(signature, files);
        return signature;
    }

    private static RegoBundleManifest ManifestOf(List<RegoBundleFile> files)
    {
        var manifests = files.Where(static file => file.Path.EndsWith(RegoBundleManifest.FileName, StringComparison.Ordinal)).ToList();
        var manifest = manifests.Count switch
        {
            0 => RegoBundleManifest.Absent,
            1 => RegoBundleManifest.Read(manifests[0]),
            _ => throw new RegoBundleException("bundle_manifest", "the bundle has two manifests; nobody can tell which one counts"),
        };
        return manifest.NeedsWasm
            ? throw new RegoBundleException(
                "bundle_wasm", "the bundle's rules are compiled to WebAssembly, which is not run here; build it with 'opa build -t rego'")
            : manifest;
    }

    private static RegoBundle Gather(
        RegoBundleManifest manifest, List<RegoBundleFile> files, RegoBundleSignature? signature, RegoBundleOptions options)
    {
        var documents = new PolicyDocuments();
        var versions = new FileVersions(manifest);
        foreach (var file in files.Where(static file => !RegoBundleSignature.IsSignature(file)))
        {
            if (file.Name == "patch.json")
            {
                RefuseDelta(file);
            }
            else if (file.Path.EndsWith(".rego", StringComparison.Ordinal))
            {
                documents.Add(SourceOf(file, versions, options));
            }
            else if (IsData(file))
            {
                documents.Put(NameOf(file, options), Place(file.Path), BundleData.Read(file));
            }
        }

        new BundleRoots(manifest.Roots).Demand(documents.Sources, documents.Data);
        return new RegoBundle(manifest, files, documents.Sources, documents.Data)
        {
            Signature = signature,
            DataFiles = [.. files.Where(static file => IsData(file)).Select(file =>
                (NameOf(file, options), (IReadOnlyList<string>)Place(file.Path)))],
        };
    }

    private static bool IsData(RegoBundleFile file) => file.Name is "data.json" or "data.yaml" or "data.yml";

    private static RegoSource SourceOf(RegoBundleFile file, FileVersions versions, RegoBundleOptions options)
    {
        var name = NameOf(file, options);
        return Utf8.IsValid(file.Content.Span)
            ? new RegoSource(name, System.Text.Encoding.UTF8.GetString(file.Content.Span))
            {
                IsV0 = versions.IsV0(file) ?? options.ModulesAreV0,
            }
            : throw new RegoBundleException("rego_parse_error", "illegal utf-8 character", name);
    }

    private static string NameOf(RegoBundleFile file, RegoBundleOptions options) =>
        options.Name.Length == 0 ? file.Written ?? file.Path : $"{options.Name}/{file.Path}";

    // Folders name the place; dots before the first are passed over, as OPA does.
    private static string[] Place(string path)
    {
        var folder = (path.LastIndexOf('/') is >= 0 and var end ? path[..end] : string.Empty).TrimStart('/', '.');
        return folder.Length == 0 ? [] : folder.Split('/');
    }

    private static void RefuseDelta(RegoBundleFile file)
    {
        if (BundleData.Read(file) is not RegoObject patch || patch.Get(RegoString.Of("data")) is not (null or RegoArray { Count: 0 }))
        {
            throw new RegoBundleException("bundle_delta", "the bundle is a patch of another one ('patch.json'); give the whole bundle");
        }
    }
}
