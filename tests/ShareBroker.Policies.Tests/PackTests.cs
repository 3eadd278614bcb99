using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Testing;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests;

/// <summary>The packs of the repository against scenarios, their own unit tests and the checks.</summary>
public sealed class PackTests
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly EmbeddedDecisionPoint Point =
        new(Packs, leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));

    [Fact]
    public void Every_given_scenario_of_a_regime_with_a_pack_agrees()
    {
        if (TestPlaces.SharedPath("scenarios/given", "the given scenarios") is { } folder)
        {
            var scenarios = ScenarioFile.Read(folder).Where(scenario => Packs.Regimes.Contains(scenario.Regime)).ToList();

            scenarios.Count.ShouldBeGreaterThan(70);
            Disagreements(scenarios).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_known_regime_without_a_pack_is_an_unknown_term_so_far()
    {
        if (TestPlaces.SharedPath("scenarios/given", "scenarios of regimes without a pack") is { } folder)
        {
            var effects = ScenarioFile.Read(folder).Where(scenario => !Packs.Regimes.Contains(scenario.Regime))
                .Select(scenario => Point.Decide(scenario.Input, scenario.RequestedPaths, CancellationToken.None).Decision)
                .ToList();

            effects.ShouldAllBe(decision => decision.Effect == Effect.Deny && decision.Reasons.Contains("deny_unknown_term"));
        }
    }

    [Fact]
    public void Every_scenario_of_the_repository_agrees()
    {
        var scenarios = ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios"));

        scenarios.Count.ShouldBeGreaterThan(0);
        Disagreements(scenarios).ShouldBeEmpty();
    }

    [Fact]
    public void The_tables_are_sound() => PolicyCheck.Run(Packs).ShouldBeEmpty();

    [Fact]
    public void The_unit_tests_beside_the_rules_pass()
    {
        var outcomes = PolicyTestRun.Run(Packs, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System),
            CancellationToken.None);

        outcomes.Count.ShouldBeGreaterThan(10);
        outcomes.Where(outcome => !outcome.Passed).ShouldBeEmpty();
    }

    private static List<string> Disagreements(IEnumerable<Scenario> scenarios) =>
    [
        .. scenarios.SelectMany(scenario =>
        {
            var outcome = Point.Decide(scenario.Input, scenario.RequestedPaths, CancellationToken.None);
            var differences = ScenarioComparison.Differences(scenario.Expectation, outcome.Decision);
            return differences.Select(difference =>
                $"{scenario.Id}: {difference}{(outcome.Fault is null ? "" : " (" + outcome.Fault + ")")}");
        }),
    ];
}
