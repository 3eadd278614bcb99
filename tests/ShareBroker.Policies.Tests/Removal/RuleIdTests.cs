using System.Text.RegularExpressions;
using ShareBroker.Policies.Packs;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Removal;

/// <summary>Every rule of the regimes keeps its id: as the rule of a row, or listed with the reason why no row has it.</summary>
public sealed partial class RuleIdTests
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly IReadOnlyList<RuleTable> Tables =
        [.. Packs.Regimes.Prepend("").Select(regime => new RuleTable(Packs.Data, regime))];

    private static readonly HashSet<string> Rows = [.. Tables.SelectMany(table => table.Rules)];

    private static readonly HashSet<string> Elsewhere = [.. Tables.SelectMany(table => table.Elsewhere)];

    [Fact]
    public void Every_rule_of_the_regimes_is_a_row_or_listed_elsewhere()
    {
        if (Ids() is { } ids)
        {
            ids.Count.ShouldBeGreaterThan(150);
            ids.Where(id => !Rows.Contains(id) && !Elsewhere.Contains(id)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void More_than_85_percent_of_the_rules_are_rows()
    {
        if (Ids() is { } ids)
        {
            ids.Count(Rows.Contains).ShouldBeGreaterThan(ids.Count * 85 / 100);
        }
    }

    [Fact]
    public void A_rule_is_a_row_or_elsewhere_and_never_both() => Elsewhere.Intersect(Rows).ShouldBeEmpty();

    [Fact]
    public void The_guide_for_authors_names_every_rule_without_a_row_and_every_row_that_repeats_another()
    {
        var guide = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "authoring.md"));

        Elsewhere.Concat(Tables.SelectMany(table => table.Repeats))
            .Where(id => !guide.Contains($"`{id}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static HashSet<string>? Ids() => TestPlaces.SharedPath("domain/regimes.md", "the rules of the regimes") is { } file
        ? [.. File.ReadLines(file).Where(line => line.StartsWith("- `", StringComparison.Ordinal))
            .SelectMany(line => RuleId().Matches(line)).Select(match => match.Groups["id"].Value)]
        : null;

    [GeneratedRegex(@"(?:^- `(?<id>[a-z]+(\.[a-z0-9]+)?-[0-9]+)`)|(?:`(?<id>[a-z]+\.[a-z]+-[0-9]+)` IF)")]
    private static partial Regex RuleId();
}
