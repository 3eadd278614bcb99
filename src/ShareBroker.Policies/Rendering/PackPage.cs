using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Rendering;

/// <summary>One pack, or the base layer, in plain language.</summary>
/// <param name="data">The merged data.</param>
/// <param name="labels">The words of one language.</param>
internal sealed class PackPage(RegoObject data, Labels labels)
{
    private static readonly string[] FieldEffects = ["withhold", "pseudonymise", "mask", "generalise", "limit"];

    private readonly Catalogue _catalogue = new(data);
    private readonly Vocabulary _words = Vocabulary.Read(data);
    private readonly IReadOnlyList<PolicyRow> _base =
        [.. PolicyRows.Read(data, static (_, _) => { }).Where(row => row.Regime.Length == 0)];

    /// <summary>The name of a pack.</summary>
    public string TitleOf(PolicyPack pack) => labels.Spoken(pack.Content.Get(RegoString.Of("title"))) ?? pack.Regime;

    /// <summary>The page of the rules above every system.</summary>
    public Page OfBase() => new(labels.Of("pages", "base"), labels.Language,
    [
        new PageBlock.Paragraph(labels.Of("pages", "everybody")),
        .. Sections([.. _base.Select(row => (row, row.Rule))], _catalogue.Words("forums"), new RowText(labels)),
    ]);

    /// <summary>The page of one pack.</summary>
    public Page Of(PolicyPack pack)
    {
        var entry = _catalogue.Entry("regimes", pack.Regime);
        var forums = RowColumns.Words(entry, "forums");
        var text = new RowText(labels, Places(entry));
        (PolicyRow Row, string Rule)[] rows =
        [
            .. pack.Rows.Select(row => (row, row.Rule)),
            .. pack.Borrowed.Concat(_base.Where(row => pack.NamedHere.ContainsKey(row.Id))).Select(row => (row, pack.NamedHere[row.Id])),
        ];
        return new Page($"{TitleOf(pack)} ({pack.Regime})", labels.Language,
        [
            new PageBlock.Paragraph(labels.Of("pages", "not_advice")),
            .. forums.Count == 0 ? [] : new[] { new PageBlock.Paragraph(
                text.Condition("forum", forums) + "; " + text.Condition("ceiling", forums.Select(_catalogue.CeilingOf).Distinct())) },
            .. RowColumns.Flag(entry, "no_persons") ? [new PageBlock.Paragraph(labels.Of("pages", "never_persons"))]
                : Array.Empty<PageBlock>(),
            .. Sections(rows, forums, text),
        ]);
    }

    private IEnumerable<PageBlock> Sections(IReadOnlyList<(PolicyRow Row, string Rule)> rows, IReadOnlyList<string> forums, RowText text)
    {
        var permits = rows.Where(row => row.Row.Effect == "permit").ToList();
        yield return new PageBlock.Heading(labels.Of("pages", "who"));
        yield return permits.Count == 0 ? new PageBlock.Paragraph(labels.Of("pages", "no_permit")) : Permits(permits, text);
        if (permits.Any(permit => RowColumns.Grants(permit.Row.Content).Count > 0))
        {
            yield return new PageBlock.Heading(labels.Of("pages", "table"));
            yield return new GrantTable(_catalogue, labels, [.. _base, .. rows.Select(row => row.Row)], forums, text).Of(permits);
        }

        if (rows.Where(row => row.Row.Effect is "deny" or "block").ToList() is { Count: > 0 } denies)
        {
            yield return new PageBlock.Heading(labels.Of("pages", "refusals"));
            yield return Table(denies, ["rule", "conditions", "reason"], text, row =>
                [text.Conditions(row.Row.Content), row.Row.Reason.Length == 0 ? "–" : _words.ReasonText(row.Row.Reason, labels.Language)]);
        }

        if (rows.Where(row => FieldEffects.Contains(row.Row.Effect)).ToList() is { Count: > 0 } fields)
        {
            yield return new PageBlock.Heading(labels.Of("pages", "fields"));
            yield return Table(fields, ["rule", "with_fields", "conditions"], text, row => [text.Selection(row.Row.Content),
                text.Conditions(row.Row.Content)]);
        }

        yield return new PageBlock.Heading(labels.Of("pages", "sources"));
        yield return new PageBlock.Table(
            [labels.Of("pages", "rule"), labels.Of("pages", "source"), labels.Of("pages", "status")],
            [.. rows.Select(row => (IReadOnlyList<PageLink>)[Id(row), row.Row.Source, labels.Of("statuses", row.Row.Status)])]);
    }

    private PageBlock.Table Permits(List<(PolicyRow Row, string Rule)> permits, RowText text) => new(
        [
            labels.Of("pages", "rule"), labels.Of("pages", "holder"), labels.Of("pages", "recipient"), labels.Of("pages", "purpose"),
            labels.Of("pages", "conditions"), labels.Of("pages", "duties"),
        ],
        [
            .. permits.Select(permit => (IReadOnlyList<PageLink>)
            [
                Id(permit) + " " + text.Sentence(permit.Row),
                text.List(permit.Row.Content, "from", "anyone"),
                text.Receivers(permit.Row.Content),
                text.List(permit.Row.Content, "purposes", "any_purpose"),
                text.Conditions(permit.Row.Content, "from", "to", "purposes") is { Length: > 0 } said ? said : "–",
                Duties(permit.Row),
            ]),
        ]);

    private static Dictionary<string, string> Places(RegoObject entry)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        if (entry.Get(RegoString.Of("places")) is RegoObject named)
        {
            foreach (var place in named.Keys.ToArray().OfType<RegoString>())
            {
                places[place.Value] = RowColumns.Text(named, place.Value) ?? place.Value;
            }
        }

        return places;
    }

    private string Duties(PolicyRow row) => string.Join(" ", (row.Content.Get(RegoString.Of("obligations")) as RegoObject)?.Keys.ToArray()
        .OfType<RegoString>().Select(id => _words.ObligationText(id.Value, labels.Language)) ?? []) is { Length: > 0 } said ? said : "–";

    private PageBlock.Table Table(
        IEnumerable<(PolicyRow Row, string Rule)> rows, string[] headers, RowText text,
        Func<(PolicyRow Row, string Rule),
            IEnumerable<string>> cells) => new(
        [.. headers.Select(header => labels.Of("pages", header))],
        [
            .. rows.Select(row => (IReadOnlyList<PageLink>)
                [Id(row) + " " + text.Sentence(row.Row), .. cells(row).Select(cell => (PageLink)(cell.Length == 0 ? "–" : cell))]),
        ]);

    private static string Id((PolicyRow Row, string Rule) row) => row.Row.Id == row.Rule ? $"{row.Rule}." : $"{row.Rule} ({row.Row.Id}).";
}
