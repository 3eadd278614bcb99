using ShareBroker.Rego.Bundles;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary>Brings OPA bundles in from archives and folders.</summary>
internal static class BundleFiles
{
    /// <summary>Adds the policies and data of every bundle, in order.</summary>
    /// <exception cref="IOException">A path cannot be read.</exception>
    /// <exception cref="RegoBundleException">A bundle is not sound or not signed by the key, or roots overlap.</exception>
    public static void Load(IEnumerable<string> paths, IReadOnlyList<string> ignored, RegoBundleOptions options, PolicyDocuments documents)
    {
        List<RegoBundle> bundles = [.. paths.Select(static path => PolicyFiles.Clean(path)).Select(path => Read(path, ignored, options))];
        if (bundles.Count == 0)
        {
            return;
        }

        var joined = RegoBundle.Join(bundles);
        documents.Put(string.Empty, [], joined.Data);
        foreach (var source in joined.Sources)
        {
            documents.Add(source);
        }
    }

    /// <summary>Reads one bundle.</summary>
    /// <exception cref="IOException">A path cannot be read.</exception>
    /// <exception cref="RegoBundleException">It is not sound or not signed by the key.</exception>
    public static RegoBundle Read(string path, IReadOnlyList<string> ignored, RegoBundleOptions options)
    {
        if (Directory.Exists(path))
        {
            return RegoBundle.Of(FilesOf(path, ignored, options.Limits), options with
            {
                Name = path == "." ? string.Empty : path,
                Trust = options.Trust is null ? null : options.Trust with { Folder = path == "." ? string.Empty : path },
            });
        }

        using var file = File.OpenRead(PolicyFiles.Present(path));
        return RegoBundle.Read(file, options);
    }

    private static IEnumerable<RegoBundleFile> FilesOf(string folder, IReadOnlyList<string> ignored, RegoBundleLimits limits)
    {
        long total = 0;
        foreach (var file in PolicyFiles.FilesOf(folder, ignored))
        {
            if (File.ResolveLinkTarget(file, returnFinalTarget: false) is not null)
            {
                throw new RegoBundleException([new("bundle_entry", $"'{file}' is a link; a bundle has files and nothing else", default)]);
            }

            total += new FileInfo(file).Length;
            if (total > limits.UnpackedMaxBytes)
            {
                throw new RegoBundleException([new(
                    "bundle_too_large", $"the bundle '{folder}' is larger than {limits.UnpackedMaxBytes >> 20} MiB", default)]);
            }

            yield return new RegoBundleFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }
    }
}
