using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary>Brings OPA bundles in from archives and folders.</summary>
internal static class BundleFiles
{
    /// <summary>Adds the policies and data of every bundle, in order.</summary>
    /// <exception cref="IOException">A path cannot be read.</exception>
    /// <exception cref="PolicyException">A bundle is not sound or not signed by the key.</exception>
    /// <exception cref="ShareBroker.Rego.RegoException">Roots overlap, or a file lies outside of them.</exception>
    public static void Load(
        IEnumerable<string> paths, IReadOnlyList<string> ignored, BundleVerification? key, PolicyDocuments documents)
    {
        (string Name, OpaBundle Bundle)[] bundles =
            [.. paths.Select(static path => PolicyFiles.Clean(path)).Select(path => (path, Read(path, ignored)))];
        BundleRoots.RefuseOverlap(bundles.Select(static bundle => bundle.Bundle.Roots));
        foreach (var (name, bundle) in bundles)
        {
            if (key is not null)
            {
                bundle.Verify(key);
            }

            bundle.AddTo(name, documents);
        }
    }

    private static OpaBundle Read(string path, IReadOnlyList<string> ignored)
    {
        if (Directory.Exists(path))
        {
            return OpaBundle.Of(FilesOf(path, ignored));
        }

        var length = new FileInfo(path).Length;
        return length > PolicyBundle.SizeMaxBytes
            ? throw new PolicyException("bundle_too_large", $"the bundle '{path}' is larger than {PolicyBundle.SizeMaxBytes >> 20} MiB")
            : OpaBundle.Read(File.ReadAllBytes(path));
    }

    private static IEnumerable<PolicyFile> FilesOf(string folder, IReadOnlyList<string> ignored)
    {
        long total = 0;
        foreach (var file in PolicyFiles.FilesOf(folder, ignored))
        {
            var name = Path.GetFileName(file);
            if (name is not ("data.json" or "data.yaml" or ".manifest" or ".signatures.json" or "patch.json")
                && !name.EndsWith(".rego", StringComparison.Ordinal))
            {
                continue;
            }

            if (File.ResolveLinkTarget(file, returnFinalTarget: false) is not null)
            {
                throw new PolicyException("bundle_entry", $"'{file}' is a link; a bundle has files and nothing else");
            }

            total += new FileInfo(file).Length;
            if (total > PolicyFolder.TotalMaxBytes)
            {
                throw new PolicyException("bundle_too_large",
                    $"the bundle '{folder}' is larger than {PolicyFolder.TotalMaxBytes >> 20} MiB");
            }

            yield return new PolicyFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }
    }
}
