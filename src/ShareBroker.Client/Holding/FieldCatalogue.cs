using System.Collections.Frozen;
using System.Text.Json;

namespace ShareBroker.Client.Holding;

/// <summary>The words that a mapping may use: the paths of the field catalogue and the purposes, as the policies list them.</summary>
internal static class FieldCatalogue
{
    private static readonly FrozenSet<string> Paths = Keys("fields.json");

    private static readonly FrozenSet<string> Purposes = Keys("purposes.json");

    public static bool HasPath(string path) => Paths.Contains(path);

    public static bool HasPurpose(string purpose) => Purposes.Contains(purpose);

    /// <summary>Known paths that begin as this one does, at most three, for a message.</summary>
    public static IEnumerable<string> Near(string path) => Paths
        .Where(known => known.StartsWith(path.Split('.')[0] + ".", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Take(3);

    private static FrozenSet<string> Keys(string resource)
    {
        using var stream = typeof(FieldCatalogue).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"the resource {resource} is not in the assembly");
        using var list = JsonDocument.Parse(stream);
        return list.RootElement.EnumerateObject().Select(member => member.Name).ToFrozenSet(StringComparer.Ordinal);
    }
}
