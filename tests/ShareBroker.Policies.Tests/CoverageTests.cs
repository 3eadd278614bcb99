using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Testing;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests;

public sealed class CoverageTests
{
    private static readonly string Scenarios = Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios");

    [Fact]
    public void The_repository_reaches_every_rule_and_nearly_every_line()
    {
        var coverage = Run(PolicySet.Load(Path.Combine(TestPlaces.Root, "policies")), Scenarios).Coverage!;

        coverage.Rules.Where(rule => !rule.IsCovered).ShouldBeEmpty();
        coverage.Rules.Count(rule => rule.IsRow).ShouldBeGreaterThan(50);
        coverage.LinePercent.ShouldBeGreaterThanOrEqualTo(95);
    }

    [Fact]
    public void A_row_that_no_test_makes_count_is_named_with_its_line()
    {
        var coverage = Run(With("regimes/fr/cpraf/data.json", "\"rows\": [", """
            "rows": [
            {"id": "fr.cpr-99", "effect": "deny", "when": {"case.stage": ["exiting"], "case.status": ["closed"]},
             "reason": "deny_case_closed", "source": "ours", "status": "ours", "text": {"en": "Nobody comes here."}},
            """)).Coverage!;

        var missed = coverage.Rules.Where(rule => rule is { IsRow: true, IsCovered: false }).Select(rule => rule.Name).ToList();
        missed.ShouldContain("fr.cpr-99");
        coverage.Rules.Single(rule => rule.Name == "fr.cpr-99").Line.ShouldBeGreaterThan(3);
        coverage.RulePercent.ShouldBeLessThan(100);
    }

    [Fact]
    public void A_line_and_a_definition_that_no_test_reaches_are_named()
    {
        var coverage = Run(With("base/tables.rego", "columns :=", "never if {\n\tinput.none == 1\n\tinput.none == 2\n}\n\ncolumns :="))
            .Coverage!;

        coverage.Rules.ShouldContain(rule => rule.Name == "data.sharebroker.tables.never" && !rule.IsCovered);
        coverage.Files.Single(file => file.File == "base/tables.rego").Missed.Count.ShouldBe(3);
    }

    [Fact]
    public void A_scenario_that_names_a_missing_pack_fails_with_its_place_and_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("scenarios-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "lost.json"), """
                {"regime": "xx.none", "scenarios": [
                  {"id": "lost-1", "input": {"request": {"regime": "xx.none"}}, "expect": {"effect": "deny", "reasons": ["deny_default"]}}
                ]}
                """);

            var outcome = Run(PolicySet.Load(Path.Combine(TestPlaces.Root, "policies")), folder.FullName).Outcomes
                .Single(outcome => outcome.Path == "lost-1");

            outcome.Passed.ShouldBeFalse();
            outcome.Row.ShouldBe(2);
            outcome.Message.ShouldContain("regime 'xx.none', which has no pack");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Scenarios_that_are_not_there_are_a_failure() =>
        Run(PolicySet.Load(Path.Combine(TestPlaces.Root, "policies")), "no/such/place").Passed.ShouldBeFalse();

    private static PolicySet With(string path, string old, string text) => PolicySet.FromFiles(
    [
        .. PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies")).Select(file => file.Path != path ? file
            : file with { Content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Content.Span)
                .Replace(old, text, StringComparison.Ordinal)) }),
    ]);

    private static PolicyTestReport Run(PolicySet policies, params string[] scenarios) => PolicyTestRun.RunAll(
        policies, scenarios, withCoverage: true, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System),
        CancellationToken.None);
}
