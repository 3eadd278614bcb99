using System.Globalization;
using ShareBroker.Rego.Compilation.Rewriting;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;
using TextTable = ShareBroker.Rego.Tooling.TextTable;

namespace ShareBroker.Rego.Bundles;

/// <summary>Says what a bundle holds, as <c>opa inspect</c> prints it.</summary>
public static class RegoBundleSummary
{
    /// <summary>Two tables: what the manifest says, when there is one, and which files give which documents.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <returns>Lines, each ended by a line feed.</returns>
    /// <exception cref="RegoCompileException">A policy is no Rego.</exception>
    public static string Print(RegoBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var manifest = Manifest(bundle.Manifest);
        return (manifest.Count == 0 ? string.Empty : "MANIFEST:\n" + TextTable.Of(["FIELD", "VALUE"], manifest))
            + "NAMESPACES:\n" + TextTable.Of(["NAMESPACE", "FILE"], Namespaces(bundle));
    }

    private static List<string[]> Manifest(RegoBundleManifest manifest)
    {
        var rows = new List<string[]>();
        if (manifest.RegoVersion is { } version)
        {
            rows.Add(["Rego Version", version.ToString(CultureInfo.InvariantCulture)]);
        }

        if (manifest.Revision.Length > 0)
        {
            rows.Add(["Revision", manifest.Revision]);
        }

        if (manifest.Roots is not [""])
        {
            rows.AddRange(manifest.Roots.Select(static (root, at) => new[] { at == 0 ? "Roots" : string.Empty, root }));
        }

        if (manifest.Metadata.Count > 0)
        {
            rows.Add(["Metadata", JsonWriter.Marshal(manifest.Metadata)]);
        }

        return rows;
    }

    private static List<string[]> Namespaces(RegoBundle bundle)
    {
        var places = bundle.Sources.Select(static source => (Place: PackageOf(source), source.File))
            .Concat(bundle.DataFiles.Select(static file => (Place: PathOf(file.Place), file.File)))
            .OrderBy(static entry => entry.Place, StringComparer.Ordinal).ThenBy(static entry => entry.File, StringComparer.Ordinal);
        return
        [
            .. places.GroupBy(static entry => entry.Place, StringComparer.Ordinal)
                .SelectMany(static group => group.Select(static (entry, at) => new[] { at == 0 ? entry.Place : string.Empty, entry.File })),
        ];
    }

    private static string PackageOf(RegoSource source)
    {
        var parsed = Parser.ParseModule(source.File, source.Text, source.IsV0 == true ? RegoVersion.V0 : RegoVersion.V1);
        return PathOf(parsed.Result is { } module ? module.Package.Path : throw new RegoCompileException(parsed.Errors));
    }

    private static string PathOf(IReadOnlyList<string> path) =>
        TermPrinter.OfPath("data", [.. path.Select(static name => RefResolver.Constant(Location.None, name))]);
}
