using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>A row as far as its conditions go: name → words.</summary>
internal sealed class DiffRow
{
    private static readonly string[] ColumnNames = ["by", "forum", "from", "purposes", "to"];

    public DiffRow(RegoObject content)
    {
        Content = content;
        Id = DiffWords.Text(content, "id");
        Effect = DiffWords.Text(content, "effect");
        Columns = Conditions(content, ColumnNames);
        When = Named(content, "when");
        Unless = Named(content, "unless");
        Grants = [.. DiffWords.Items(content, "grants").OfType<RegoObject>()];
    }

    public RegoObject Content { get; }

    public string Id { get; }

    public string Effect { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<RegoValue>> Columns { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<RegoValue>> When { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<RegoValue>> Unless { get; }

    public IReadOnlyList<RegoObject> Grants { get; }

    /// <summary>Every condition of the row and of its grants with each of its words.</summary>
    public IEnumerable<(string Name, RegoValue Word)> Mentioned =>
        Grants.SelectMany(static grant => Conditions(grant, ColumnNames).Concat(Named(grant, "when")).Concat(Named(grant, "unless")))
            .Concat(Columns).Concat(When).Concat(Unless)
            .SelectMany(static condition => condition.Value.Select(word => (condition.Key, word)));

    /// <summary>Whether the columns, or those with these names, hold for a request whose facets are these.</summary>
    public bool Fits(RegoObject seen, string[]? names) => Columns
        .Where(column => names?.Contains(column.Key, StringComparer.Ordinal) != false)
        .All(column => seen.Get(RegoString.Of(column.Key)) is not RegoSet words || column.Value.Any(words.Contains));

    private static Dictionary<string, IReadOnlyList<RegoValue>> Named(RegoObject content, string member) =>
        content.Get(RegoString.Of(member)) is RegoObject conditions
            ? Conditions(conditions, [.. DiffWords.Keys(conditions)])
            : new Dictionary<string, IReadOnlyList<RegoValue>>(StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<RegoValue>> Conditions(RegoObject content, IReadOnlyList<string> names) =>
        names.Where(name => content.Get(RegoString.Of(name)) is RegoArray)
            .ToDictionary(static name => name, name => DiffWords.Items(content, name), StringComparer.Ordinal);
}
