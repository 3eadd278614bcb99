using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>What a bundle says of itself in <c>.manifest</c>.</summary>
public sealed record RegoBundleManifest
{
    /// <summary>The file's usual name.</summary>
    public const string FileName = ".manifest";

    internal static readonly RegoBundleManifest Absent = new();

    private RegoBundleManifest()
    {
    }

    /// <summary>What the maker calls this state of the policies; empty when it says nothing.</summary>
    public string Revision { get; private init; } = string.Empty;

    /// <summary>The places below <c>data</c> that the bundle owns, as paths with slashes; the empty one is everything.</summary>
    public IReadOnlyList<string> Roots { get; private init; } = BundleRoots.Everything.Roots;

    /// <summary>The language of the policies, 0 or 1; null leaves it to the reader.</summary>
    public int? RegoVersion { get; private init; }

    /// <summary>Globs of policies that are written in another language than the rest, and that language; <c>*</c> stands for slashes
    /// too.</summary>
    public IReadOnlyDictionary<string, int> FileRegoVersions { get; private init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Whatever the maker added for its own use.</summary>
    public RegoObject Metadata { get; private init; } = RegoObject.Empty;

    internal bool NeedsWasm { get; private init; }

    internal static RegoBundleManifest Read(RegoBundleFile file)
    {
        if (BundleData.Read(file) is not RegoObject content)
        {
            throw Problem("a bundle's '.manifest' holds one object");
        }

        return new RegoBundleManifest
        {
            Revision = Member(content, "revision") switch
            {
                null => string.Empty,
                RegoString text => text.Value,
                _ => throw Problem("'revision' of a bundle's '.manifest' is a text"),
            },
            Roots = Member(content, "roots") switch
            {
                null => BundleRoots.Everything.Roots,
                RegoArray paths => BundleRoots.Of(paths.Items.ToArray().Select(static path => path is RegoString text
                    ? text.Value
                    : throw Problem("'roots' of a bundle's '.manifest' is a list of paths"))).Roots,
                _ => throw Problem("'roots' of a bundle's '.manifest' is a list of paths"),
            },
            RegoVersion = Member(content, "rego_version") is { } version ? VersionOf(version) : null,
            FileRegoVersions = Versions(Member(content, "file_rego_versions")),
            Metadata = Member(content, "metadata") switch
            {
                null => RegoObject.Empty,
                RegoObject members => members,
                _ => throw Problem("'metadata' of a bundle's '.manifest' is an object"),
            },
            NeedsWasm = Member(content, "wasm") switch
            {
                null => false,
                RegoArray resolvers => resolvers.Count > 0,
                _ => throw Problem("'wasm' of a bundle's '.manifest' is a list"),
            },
        };
    }

    internal static RegoBundleException Problem(string message) => new("bundle_manifest", message, FileName);

    // As Go reads names: in any case. Two spellings of one name would leave open which one counts.
    private static RegoValue? Member(RegoObject content, string name)
    {
        var found = content.Keys.ToArray().OfType<RegoString>()
            .Where(key => key.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            0 => null,
            1 => content.Get(found[0]) is RegoNull ? null : content.Get(found[0]),
            _ => throw Problem($"'{name}' stands twice in a bundle's '.manifest'"),
        };
    }

    private static Dictionary<string, int> Versions(RegoValue? value)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        if (value is null)
        {
            return versions;
        }

        var members = value as RegoObject ?? throw Problem("'file_rego_versions' of a bundle's '.manifest' is an object");
        for (var i = 0; i < members.Count; i++)
        {
            versions[((RegoString)members.KeyAt(i)).Value] = VersionOf(members.ValueAt(i));
        }

        return versions;
    }

    private static int VersionOf(RegoValue value) =>
        value is RegoNumber number && int.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var version)
            ? version
            : throw Problem("a version of Rego in a bundle's '.manifest' is a whole number");
}
