using System.Globalization;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Rendering;

/// <summary>Every system of the list, with its packs and what stands behind them.</summary>
/// <param name="policies">The policies.</param>
/// <param name="labels">The words of one language.</param>
internal sealed class RegimeIndex(PolicySet policies, Labels labels)
{
    private const string Missing = "–";

    private readonly Dictionary<string, PolicyPack> _packs = PolicyPack.Read(policies.Data).ToDictionary(
        pack => pack.Regime, StringComparer.Ordinal);

    /// <summary>The page with rules, tests and scenarios counted.</summary>
    /// <param name="scenarios">Scenarios that stand beside the policies.</param>
    /// <param name="link">Where the page of a pack is.</param>
    public Page Counted(IReadOnlyList<Scenario> scenarios, Func<PolicyPack, string> link)
    {
        var rules = policies.CompileWithTests().Rules;
        var byRegime = scenarios.ToLookup(scenario => scenario.Regime, StringComparer.Ordinal);
        var rows = Systems().SelectMany(system => system.Regimes.Select(regime => (IReadOnlyList<PageLink>)
        [
            system.Number, system.Title, Link(regime, link), Status(regime), .. Counts(regime, rules, byRegime[regime].Count()),
        ]));
        return new Page("Regimes", labels.Language,
        [
            new PageBlock.Paragraph(
                "The systems that the policies know, with the packs that hold their rules. A pack is a draft for every "
                + "forum until that forum's data protection officer confirms it; a draft shares persons only with "
                + "explicit consent or in an emergency. "
                + "Rules count the ids of the law as it was read; most are one or more rows of a table, and what no row can say is Rego."),
            new PageBlock.Table(
                ["#", "System", "Regime", "Status", "Rules", "Rows", "Rego", "Elsewhere", "Unit tests", "Scenarios",
                    "Where rules come from"],
                [.. rows]),
            new PageBlock.Paragraph(
                "Rego counts definitions in the pack's own folder. Elsewhere counts rules that rows of other rules say, or "
                + "that a clarification emptied; each pack names them with the reason. Where rules come from counts "
                + "rows: seed (a source says "
                + "it), ours "
                + "(our cautious choice), verify (confirm before use)."),
        ]);
    }

    /// <summary>The front page of a public register.</summary>
    /// <param name="link">Where the page of a pack is.</param>
    /// <param name="everybody">Where the page of the base layer is.</param>
    public Page Public(Func<PolicyPack, string> link, string everybody) => new(labels.Of("pages", "register"), labels.Language,
    [
        new PageBlock.Paragraph(labels.Of("pages", "register_intro")),
        new PageBlock.Paragraph(labels.Of("pages", "not_advice")),
        new PageBlock.Table([labels.Of("pages", "system"), labels.Of("pages", "regime")],
        [
            [labels.Of("pages", "base"), new PageLink(labels.Of("pages", "base"), everybody)],
            .. Systems().SelectMany(system => system.Regimes.Select(regime => (IReadOnlyList<PageLink>)[system.Title, Link(regime, link)])),
        ]),
    ]);

    // Packs that no system names come last, so that none is left out.
    private IEnumerable<(string Number, string Title, IReadOnlyList<string> Regimes)> Systems()
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var systems = Labels.Member(Labels.Member(Labels.Member(policies.Data, "base"), "words"), "systems") as RegoObject;
        for (var index = 0; index < (systems?.Count ?? 0); index++)
        {
            var system = systems!.ValueAt(index);
            string[] regimes = [.. Labels.Texts(Labels.Member(system, "regimes"))];
            listed.UnionWith(regimes);
            var number = ((RegoString)systems.KeyAt(index)).Value.TrimStart('0');
            yield return (number, labels.Spoken(Labels.Member(system, "title")) ?? number, regimes);
        }

        foreach (var pack in _packs.Values.Where(pack => !listed.Contains(pack.Regime)))
        {
            yield return (Missing, labels.Spoken(pack.Content.Get(RegoString.Of("title"))) ?? pack.Regime, [pack.Regime]);
        }
    }

    private PageLink Link(string regime, Func<PolicyPack, string> link) =>
        _packs.TryGetValue(regime, out var pack) ? new PageLink(regime, link(pack)) : regime;

    private string Status(string regime) => _packs.ContainsKey(regime) ? "draft" : "no pack";

    private IEnumerable<PageLink> Counts(string regime, IReadOnlyList<RuleDescription> definitions, int scenarios)
    {
        if (!_packs.TryGetValue(regime, out var pack))
        {
            return [Missing, Missing, Missing, Missing, Missing, Number(scenarios), Missing];
        }

        var own = definitions.Where(rule => rule.File.StartsWith(pack.Folder + "/", StringComparison.Ordinal)).ToList();
        var isTest = own.ToLookup(rule => rule.File.EndsWith("_test.rego", StringComparison.Ordinal));
        var elsewhere = (pack.Content.Get(RegoString.Of("elsewhere")) as RegoObject)?.Keys.ToArray().OfType<RegoString>()
            .Select(rule => rule.Value).ToList() ?? [];
        var ids = pack.Rows.Select(row => row.Rule).Concat(pack.NamedHere.Values).Concat(elsewhere).Distinct(StringComparer.Ordinal)
            .Count();
        return
        [
            Number(ids),
            pack.NamedHere.Count == 0 ? Number(pack.Rows.Count) : $"{pack.Rows.Count} + {pack.NamedHere.Count} shared",
            Number(isTest[false].Count()),
            Number(elsewhere.Count),
            Number(isTest[true].Where(IsTestRule).Select(rule => rule.Path).Distinct(StringComparer.Ordinal).Count()),
            Number(scenarios),
            Statuses(pack),
        ];
    }

    private static bool IsTestRule(RuleDescription rule) =>
        rule.Path[(rule.Path.LastIndexOf('.') + 1)..].StartsWith("test_", StringComparison.Ordinal);

    private static string Statuses(PolicyPack pack) => string.Join(", ", pack.Rows.GroupBy(row => row.Status, StringComparer.Ordinal)
        .OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(rows => $"{rows.Count()} {rows.Key}")) is { Length: > 0 } said ? said
            : Missing;

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
