namespace ShareBroker.Rego.Bundles;

/// <summary>One file of a bundle.</summary>
/// <param name="Path">Its path from the bundle's root, with slashes, without one before it.</param>
/// <param name="Content">Its octets.</param>
public sealed record RegoBundleFile(string Path, ReadOnlyMemory<byte> Content)
{
    private const int LengthMax = 1024;
    private const int FoldersMax = 64;

    /// <summary>The path as the archive writes it; globs of a manifest and messages speak of this one.</summary>
    internal string? Written { get; init; }

    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>
    /// The digest that OPA's bundle signatures have of a file: SHA-256 of its octets, or of the canonical text of its value where the file
    /// is structured (<c>.manifest</c>, <c>data.json</c>, <c>data.yaml</c>).
    /// </summary>
    /// <returns>Lower-case hex.</returns>
    /// <exception cref="RegoBundleException">A structured file is not strict JSON or YAML (<c>bundle_malformed</c>).</exception>
    public string Digest() => BundleDigest.Of(this, "SHA-256")!;

    /// <summary>A path as it is compared: without <c>./</c> and without the one slash that OPA's own tool writes before it. Nothing that
    /// could lead out of the bundle, or that a terminal or another system would read otherwise.</summary>
    /// <exception cref="RegoBundleException">It is another path (<c>bundle_path</c>).</exception>
    internal static string PathOf(string written)
    {
        var path = written;
        while (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        path = path.StartsWith('/') ? path[1..] : path;
        return path.Length is > 0 and <= LengthMax && path.Split('/') is { Length: <= FoldersMax } steps && steps.All(IsPlain)
            ? path
            : throw new RegoBundleException(
                "bundle_path",
                    "the bundle has a file whose path is not plain; paths are relative, without '..', '\\' and control characters");
    }

    private static bool IsPlain(string name) =>
        name is not ("" or "." or "..") && !name.Any(static letter => char.IsControl(letter) || letter is '\\' or '\uFFFD');
}
