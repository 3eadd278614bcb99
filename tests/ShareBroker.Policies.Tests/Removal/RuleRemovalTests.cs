using ShareBroker.Policies.Packs;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Removal;

/// <summary>
/// Every row earns its place: taking it out changes the effect, a reason, a field or an obligation of some scenario. For one pack:
/// <c>dotnet test tests/ShareBroker.Policies.Tests --filter "DisplayName~uk.luton"</c>. A row that only repeats what another row says is
/// named under <c>repeats</c> of its table, with the reason.
/// </summary>
public sealed class RuleRemovalTests
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly ScenarioBench Bench = new(Packs.Compiled);

    /// <summary>The base layer, under its empty regime, and each pack.</summary>
    public static TheoryData<string> Tables => [.. Packs.Regimes.Prepend("")];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Taking_out_any_row_changes_a_scenario(string regime)
    {
        var table = new RuleTable(Packs.Data, regime);

        var unnoticed = table.Rows.Where(row => !Bench.Notices(Packs.Compiled.WithData(table.Without(row)), regime))
            .Select(row => row.Id)
            .ToList();

        unnoticed.Except(table.Repeats, StringComparer.Ordinal).ShouldBeEmpty(
            "no scenario changes without these rows: add one to tests/cases/policies/scenarios, or name the row under 'repeats'");
        table.Repeats.Except(unnoticed, StringComparer.Ordinal).ShouldBeEmpty("these rows matter by now: take them off 'repeats'");
    }
}
