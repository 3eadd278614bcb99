using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Rendering;

/// <summary>The table purpose × recipient × field of one pack: what each permit row gives at most, after ceilings and the field rows that
/// always act.</summary>
/// <param name="catalogue">Fields and ceilings.</param>
/// <param name="labels">The words.</param>
/// <param name="rows">Rows that run in the regime.</param>
/// <param name="forums">Forums of the regime.</param>
/// <param name="text">Says what rows want.</param>
internal sealed class GrantTable(Catalogue catalogue, Labels labels, IReadOnlyList<PolicyRow> rows, IReadOnlyList<string> forums,
    RowText text)
{
    public PageBlock Of(IReadOnlyList<(PolicyRow Row, string Rule)> permits) => new PageBlock.Table(
        [
            labels.Of("pages", "purpose"), labels.Of("pages", "recipient"), labels.Of("pages", "as_held"), labels.Of("pages", "with_why"),
            labels.Of("pages", "reduced"), labels.Of("pages", "rule"),
        ],
        [.. permits.SelectMany(permit => Lines(permit.Row, permit.Rule))]);

    private IEnumerable<IReadOnlyList<PageLink>> Lines(PolicyRow row, string rule)
    {
        IReadOnlyList<string> purposes = RowColumns.Words(row.Content, "purposes") is { Count: > 0 } named ? named : [""];
        IReadOnlyList<string> receivers = RowColumns.Words(row.Content, "to") is { Count: > 0 } types ? types : [""];
        foreach (var purpose in purposes)
        {
            foreach (var receiver in receivers)
            {
                var given = Given(row, purpose, receiver);
                yield return
                [
                    purpose.Length == 0 ? labels.Of("pages", "any_purpose") : labels.Of("purposes", purpose),
                    Receiver(row, receiver), Names(given.Plain), Names(given.WithWhy), Reduced(given.Plain, given.Reduced), rule,
                ];
            }
        }
    }

    private string Receiver(PolicyRow row, string receiver)
    {
        var roles = RowColumns.Conditions(row.Content, "when")
            .Where(condition => condition.Name is "recipient.role" or "recipient.is" or "receiver.is_named_provider" or "receiver.is_spoc")
            .Select(condition => condition.Name.StartsWith("receiver.", StringComparison.Ordinal)
                ? labels.Of("conditions", condition.Name)
                : string.Join(", ", condition.Wanted.Select(word => labels.OfTested(condition.Name, word))));
        string[] said = [.. receiver.Length == 0 ? [] : new[] { text.Word("to", receiver) }, .. roles];
        return said.Length > 0 ? string.Join("; ", said) : text.Receivers(row.Content);
    }

    private (List<CatalogueField> Plain, List<CatalogueField> WithWhy, List<(CatalogueField Field, string Scheme)> Reduced) Given(
        PolicyRow row, string purpose, string receiver)
    {
        var own = catalogue.Words("agency_types").Contains(receiver, StringComparer.Ordinal) ? catalogue.OwnOf(receiver) : null;
        var live = RowColumns.Grants(row.Content).Where(grant => Fits(grant, "purposes", purpose) && Fits(grant, "to", receiver)).ToList();
        var plain = Granted(live.Where(grant => !RowColumns.Flag(grant, "with_why") && RowColumns.Text(grant, "scheme") is null), own);
        var withWhy = Granted(live.Where(grant => RowColumns.Text(grant, "scheme") is null), own)
            .Where(field => !plain.Contains(field) || field.Path.Tier == "X").ToList();
        var coarser = live.Where(grant => RowColumns.Text(grant, "scheme") is not null)
            .SelectMany(grant => catalogue.Selected(grant, own).Select(field => (field, RowColumns.Text(grant, "scheme")!)));
        var within = Forums(row);
        bool IsOut(CatalogueField field) => within.Any(forum => catalogue.IsWithinCeiling(forum, field)) && !IsAlwaysKept(row, field);
        var shown = plain.Where(field => field.Path.Tier != "X" && IsOut(field)).ToList();
        var targets = shown.Select(field => field.Path.Path).ToHashSet(StringComparer.Ordinal);
        var reduced = catalogue.Fields.Where(field => field.Path.Target is { } target && targets.Contains(target) && !shown.Contains(field))
            .Select(field => (field, field.Path.Scheme ?? ""));
        return (shown, [.. withWhy.Where(IsOut)], [.. coarser.Concat(reduced).DistinctBy(entry => entry.field)]);
    }

    private List<CatalogueField> Granted(IEnumerable<RegoObject> grants, IReadOnlySet<string>? own) =>
        [.. grants.SelectMany(grant => catalogue.Selected(grant, own)).Distinct()];

    // A grant with a purpose or a receiver of its own speaks of those alone.
    private static bool Fits(RegoObject grant, string column, string word) => word.Length == 0
        || RowColumns.Words(grant, column) is not { Count: > 0 } words
        || words.Any(wanted => wanted == word || word.StartsWith(wanted + ".", StringComparison.Ordinal));

    private IReadOnlyList<string> Forums(PolicyRow row) => RowColumns.Words(row.Content, "forum") is { Count: > 0 } named
        ? [.. named.SelectMany(forum => catalogue.Words("forums").Contains(forum, StringComparer.Ordinal) ? [forum] : forums)]
        : [.. forums, "bilateral"];

    // Only rows without any condition but forum and purposes keep a field back whatever the request.
    private bool IsAlwaysKept(PolicyRow permit, CatalogueField field) => rows.Any(row => row.Effect == "withhold"
        && !RowColumns.Has(row.Content, "when") && !RowColumns.Has(row.Content, "unless") && !RowColumns.Has(row.Content, "reviewed")
        && !RowColumns.Has(row.Content, "why") && !RowColumns.Has(row.Content, "basis") && !RowColumns.Has(row.Content, "origin")
        && !RowColumns.Has(row.Content, "by") && !RowColumns.Has(row.Content, "from") && !RowColumns.Has(row.Content, "to")
        && !RowColumns.Has(row.Content, "bases") && !RowColumns.Has(row.Content, "payload")
        && Covers(row, permit, "forum") && Covers(row, permit, "purposes")
        && catalogue.Selected(row.Content, own: null).Contains(field));

    private static bool Covers(PolicyRow row, PolicyRow permit, string column) =>
        RowColumns.Words(row.Content, column) is not { Count: > 0 } wide
        || (RowColumns.Words(permit.Content, column) is { Count: > 0 } narrow
            && narrow.All(word => wide.Any(wanted => wanted == word || word.StartsWith(wanted + ".", StringComparison.Ordinal))));

    private string Names(IEnumerable<CatalogueField> fields) =>
        string.Join("; ", fields.Select(field => labels.Of("fields", field.Path.Path))) is { Length: > 0 } names ? names : "–";

    private string Reduced(List<CatalogueField> shown, IEnumerable<(CatalogueField Field, string Scheme)> reduced)
    {
        var arrow = " → ";
        var names = reduced.Where(entry => !shown.Contains(entry.Field))
            .Select(entry => labels.Of("fields", entry.Field.Path.Path) + arrow + labels.Of("schemes", entry.Scheme));
        return string.Join("; ", names) is { Length: > 0 } said ? said : "–";
    }
}
