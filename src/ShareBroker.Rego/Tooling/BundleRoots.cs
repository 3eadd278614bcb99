using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>
/// The places below <c>data</c> that a bundle says it owns (<c>roots</c> of its manifest), as paths with slashes; the empty one is
/// everything. Nothing of a bundle may lie elsewhere, and no two bundles may own the same place.
/// </summary>
/// <param name="Roots">The paths; never none.</param>
public sealed record BundleRoots(IReadOnlyList<string> Roots)
{
    /// <summary>The code of what lies outside of roots, and of roots that overlap.</summary>
    public const string Fault = "bundle_roots";

    /// <summary>Everything.</summary>
    public static BundleRoots Everything { get; } = new([string.Empty]);

    /// <summary>Reads <c>roots</c> of a manifest.</summary>
    /// <param name="manifest">The octets of <c>.manifest</c>; null when the bundle has none.</param>
    /// <exception cref="RegoException">The manifest is no JSON object (<c>rego_json_error</c>), or its roots are not texts or overlap
    /// (<see cref="Fault"/>).</exception>
    public static BundleRoots Of(ReadOnlyMemory<byte>? manifest)
    {
        if (manifest is not { } octets)
        {
            return Everything;
        }

        if (PolicyDocuments.ReadJson(".manifest", octets) is not RegoObject content)
        {
            throw Problem("a bundle's '.manifest' holds one object", ".manifest");
        }

        var roots = content.Get(RegoString.Of("roots")) switch
        {
            null => Everything,
            RegoArray { Count: > 0 } array when array.Items.ToArray().All(static item => item is RegoString) =>
                new BundleRoots([.. array.Items.ToArray().Select(static item => ((RegoString)item).Value.Trim('/'))]),
            _ => throw Problem("'roots' of a bundle's '.manifest' is a list of paths", ".manifest"),
        };
        RefuseOverlap(roots.Roots);
        return roots;
    }

    /// <summary>Refuses bundles that own the same place.</summary>
    /// <param name="bundles">Each one's roots.</param>
    /// <exception cref="RegoException">Two overlap (<see cref="Fault"/>).</exception>
    public static void RefuseOverlap(IEnumerable<BundleRoots> bundles) => RefuseOverlap([.. bundles.SelectMany(static one => one.Roots)]);

    /// <summary>Refuses policies and data that lie outside.</summary>
    /// <param name="sources">The bundle's policies.</param>
    /// <param name="data">The bundle's data.</param>
    /// <exception cref="RegoException">Something does (<see cref="Fault"/>), or a policy is no Rego (<c>rego_parse_error</c>).</exception>
    public void Demand(IEnumerable<RegoSource> sources, RegoValue data)
    {
        foreach (var source in sources)
        {
            var parsed = Parser.ParseModule(source.File, source.Text);
            var package = parsed.Result is { } module ? string.Join('/', module.Package.Path) : string.Empty;
            if (parsed.Result is not null && !Contain(package))
            {
                throw Problem($"manifest roots [{string.Join(' ', Roots)}] do not permit 'package {package.Replace('/', '.')}' in module "
                    + $"'{source.File}'", source.File);
            }
        }

        Demand(string.Empty, data);
    }

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

    private static void RefuseOverlap(IReadOnlyList<string> roots)
    {
        for (var i = 0; i < roots.Count; i++)
        {
            for (var j = i + 1; j < roots.Count; j++)
            {
                if (Overlap(roots[i], roots[j]))
                {
                    throw Problem($"the roots '{roots[i]}' and '{roots[j]}' of bundles overlap; each place has one owner", string.Empty);
                }
            }
        }
    }

    private static RegoException Problem(string message, string file) =>
        new([new RegoError(Fault, message, new Location(file, 0, 0, 0))]);
}
