using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>
/// The places below <c>data</c> that a bundle says it owns (<c>roots</c> of its manifest), as paths with slashes; the empty one is
/// everything. Nothing of a bundle may lie elsewhere, and no two bundles may own the same place.
/// </summary>
/// <param name="Roots">The paths; none owns nothing.</param>
internal sealed record BundleRoots(IReadOnlyList<string> Roots)
{
    /// <summary>Everything.</summary>
    public static BundleRoots Everything { get; } = new([string.Empty]);

    /// <summary>Takes the paths of a manifest, with or without slashes around them.</summary>
    /// <exception cref="RegoBundleException">They overlap.</exception>
    public static BundleRoots Of(IEnumerable<string> paths)
    {
        var roots = new BundleRoots([.. paths.Select(static path => path.Trim('/'))]);
        RefuseOverlap(roots.Roots, static (left, right) => $"manifest has overlapped roots: '{left}' and '{right}'");
        return roots;
    }

    /// <summary>Refuses bundles that own the same place.</summary>
    /// <exception cref="RegoBundleException">Two overlap.</exception>
    public static void RefuseOverlap(IEnumerable<IReadOnlyList<string>> bundles) => RefuseOverlap(
        [.. bundles.SelectMany(static one => one)],
        static (left, right) => $"the roots '{left}' and '{right}' of bundles overlap; each place has one owner");

    /// <summary>Refuses policies and data that lie outside.</summary>
    /// <exception cref="RegoBundleException">Something does. Policies that are no Rego are left to the compiler.</exception>
    public void Demand(IEnumerable<RegoSource> sources, RegoValue data)
    {
        foreach (var source in sources)
        {
            var parsed = Parser.ParseModule(source.File, source.Text, source.IsV0 == true ? RegoVersion.V0 : RegoVersion.V1);
            var package = parsed.Result is { } module ? string.Join('/', module.Package.Path.Select(Escaped)) : string.Empty;
            if (parsed.Result is not null && !Contain(package))
            {
                throw Problem($"manifest roots [{string.Join(' ', Roots)}] do not permit 'package {package.Replace('/', '.')}' in module "
                    + $"'{source.File}'", source.File);
            }
        }

        Demand(string.Empty, data);
    }

    // A slash within a name is no step of a path.
    private static string Escaped(string name) =>
        name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    private void Demand(string path, RegoValue value)
    {
        if (Contain(path))
        {
            return;
        }

        if (value is not RegoObject members || !Roots.Any(root => Overlap(path, root)))
        {
            throw Problem(
                $"manifest roots [{string.Join(' ', Roots)}] do not permit data at path '/{path}' (hint: check bundle directory structure)",
                string.Empty);
        }

        for (var i = 0; i < members.Count; i++)
        {
            var name = JsonWriter.KeyText(members.KeyAt(i));
            Demand(path.Length == 0 ? name : $"{path}/{name}", members.ValueAt(i));
        }
    }

    private bool Contain(string path) => Roots.Any(root => IsWithin(path, root));

    private static bool Overlap(string left, string right) => IsWithin(left, right) || IsWithin(right, left);

    private static bool IsWithin(string path, string root) =>
        root.Length == 0 || path == root || path.StartsWith(root + "/", StringComparison.Ordinal);

    private static void RefuseOverlap(IReadOnlyList<string> roots, Func<string, string, string> message)
    {
        for (var i = 0; i < roots.Count; i++)
        {
            for (var j = i + 1; j < roots.Count; j++)
            {
                if (Overlap(roots[i], roots[j]))
                {
                    throw Problem(message(roots[i], roots[j]), string.Empty);
                }
            }
        }
    }

    private static RegoBundleException Problem(string message, string file) => new("bundle_roots", message, file);
}
