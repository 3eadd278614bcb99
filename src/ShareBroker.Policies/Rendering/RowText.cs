using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Rendering;

/// <summary>Says in plain words what a row wants.</summary>
/// <param name="labels">The words of one language.</param>
/// <param name="places">The forum for each place of the regime, such as <c>support_group</c>; null for none.</param>
internal sealed class RowText(Labels labels, IReadOnlyDictionary<string, string>? places = null)
{
    private readonly string _or = labels.Language == "fr" ? " ou " : " or ";
    private readonly string _and = labels.Language == "fr" ? " et " : " and ";
    private readonly string _colon = labels.Language == "fr" ? " : " : ": ";

    /// <summary>The sentence of a row, with a full stop.</summary>
    public string Sentence(PolicyRow row) =>
        row.Text.GetValueOrDefault(labels.Language) ?? row.Text.GetValueOrDefault("en") ?? row.Id;

    /// <summary>One condition: its name and the words of which one is enough.</summary>
    public string Condition(string name, IEnumerable<string> wanted) =>
        labels.Of("conditions", name) + _colon + string.Join(_or, wanted.Select(word => Word(name, word)));

    /// <summary>All conditions of a row but those that other cells show.</summary>
    public string Conditions(RegoObject row, params ReadOnlySpan<string> shown)
    {
        var hidden = shown.ToArray();
        var said = RowColumns.Required(row).Where(condition => !hidden.Contains(condition.Name, StringComparer.Ordinal))
            .Select(condition => Condition(condition.Name, condition.Wanted)).ToList();
        if (RowColumns.Conditions(row, "unless") is { Count: > 0 } unless)
        {
            said.Add(labels.Of("pages", "unless") + _colon
                + string.Join(_and, unless.Select(condition => Condition(condition.Name, condition.Wanted))));
        }

        return string.Join("; ", said);
    }

    /// <summary>Purposes, forums or parties in words, or what stands for all of them.</summary>
    public string List(RegoObject row, string column, string all) =>
        RowColumns.Words(row, column) is { Count: > 0 } words
            ? string.Join(_or, words.Select(word => Word(column, word)))
            : labels.Of("pages", all);

    /// <summary>A word of a condition; a place is the regime's own forum.</summary>
    public string Word(string condition, string word) => labels.OfTested(condition, places?.GetValueOrDefault(word) ?? word);

    /// <summary>Who receives when no column says so: the members of the forum, or whoever the conditions allow.</summary>
    public string Receivers(RegoObject row) => RowColumns.Has(row, "to") ? List(row, "to", "anyone")
        : RowColumns.Words(row, "forum") is { Count: > 0 } forums && !forums.Contains("bilateral", StringComparer.Ordinal)
            ? labels.Of("pages", "members") + _colon + string.Join(_or, forums.Select(forum => Word("forum", forum)))
            : labels.Of("pages", "anyone");

    /// <summary>Which fields a field row acts on.</summary>
    public string Selection(RegoObject row)
    {
        string[] said =
        [
            .. RowColumns.Words(row, "paths").Select(path => labels.Of("fields", path)),
            .. RowColumns.Words(row, "tiers").Select(tier => labels.Of("tiers", tier)),
            .. RowColumns.Words(row, "categories").Select(category => labels.Of("categories", category)),
            .. RowColumns.Words(row, "sc").Select(mark => labels.Of("values", mark)),
        ];
        return string.Join("; ", said.Distinct(StringComparer.Ordinal));
    }
}
