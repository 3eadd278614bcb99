using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tables;

/// <summary>The field catalogue and the ceilings, as selections of rows see them.</summary>
/// <param name="data">The merged data.</param>
internal sealed class Catalogue(RegoObject data)
{
    private readonly RegoObject _words = (RegoObject)(Labels.Member(Labels.Member(data, "base"), "words") ?? RegoObject.Empty);

    /// <summary>Every path with what a selection may test about it, sorted.</summary>
    public IReadOnlyList<CatalogueField> Fields { get; } = Read(data);

    /// <summary>Paths that a selection takes, leaving aside what depends on the request (<c>own</c>, reasons, provenance).</summary>
    /// <param name="selection">A grant or a field row.</param>
    /// <param name="own">Categories that count as the receiving service's own; null for any.</param>
    public IReadOnlyList<CatalogueField> Selected(RegoObject selection, IReadOnlySet<string>? own)
    {
        var paths = RowColumns.Words(selection, "paths");
        var tiers = RowColumns.Words(selection, "tiers");
        var categories = RowColumns.Words(selection, "categories");
        var marks = RowColumns.Words(selection, "sc");
        var not = RowColumns.Words(selection, "not_paths");
        return
        [
            .. Fields.Where(field => (paths.Count == 0 || paths.Any(field.Within.Contains))
                && (tiers.Count == 0 || tiers.Contains(field.Path.Tier))
                && (categories.Count == 0 || categories.Contains(field.Path.Category)
                    || (categories.Contains("own") && own?.Contains(field.Path.Category) != false))
                && (marks.Count == 0 || marks.Any(field.Path.SpecialCategories.Contains))
                && !not.Any(field.Within.Contains)),
        ];
    }

    /// <summary>Whether the ceiling of a forum lets a path out as it is; a reviewed path counts as let out.</summary>
    public bool IsWithinCeiling(string forum, CatalogueField field)
    {
        var level = RowColumns.Text(Entry("forums", forum), "person_level") ?? "none";
        var ceiling = Entry("ceilings", level);
        return RowColumns.Words(ceiling, "paths").Contains(field.Path.Path)
            || RowColumns.Words(ceiling, "reviewed").Contains(field.Path.Path)
            || (RowColumns.Words(ceiling, "tiers").Contains(field.Path.Tier) && !RowColumns.Words(ceiling, "except")
                .Any(field.Within.Contains));
    }

    /// <summary>The level of persons that a forum may discuss.</summary>
    public string CeilingOf(string forum) => RowColumns.Text(Entry("forums", forum), "person_level") ?? "none";

    /// <summary>Categories that are an agency type's own.</summary>
    public IReadOnlySet<string> OwnOf(string agencyType) =>
        RowColumns.Words(Entry("agency_types", agencyType), "categories").ToHashSet(StringComparer.Ordinal);

    /// <summary>One entry of a list of words; empty when there is none.</summary>
    public RegoObject Entry(string list, string word) => Labels.Member(Labels.Member(_words, list), word) as RegoObject ?? RegoObject.Empty;

    /// <summary>A plain list of words, such as <c>aggregate_purposes</c>.</summary>
    public IReadOnlyList<string> List(string name) => RowColumns.Words(_words, name);

    /// <summary>The words of a list.</summary>
    public IReadOnlyList<string> Words(string list) => Labels.Member(_words, list) is RegoObject members
        ? [.. members.Keys.ToArray().OfType<RegoString>().Select(key => key.Value)]
        : [];

    private static IReadOnlyList<CatalogueField> Read(RegoObject data)
    {
        var within = Labels.Member(Labels.Member(Labels.Member(data, "base"), "words"), "fields");
        return
        [
            .. Vocabulary.Read(data).Paths.OrderBy(path => path.Path, StringComparer.Ordinal).Select(path => new CatalogueField(
                path, Labels.Texts(Labels.Member(Labels.Member(within, path.Path), "within")).ToHashSet(StringComparer.Ordinal))),
        ];
    }
}
