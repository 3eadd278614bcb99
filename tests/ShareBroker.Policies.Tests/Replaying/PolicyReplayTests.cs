using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Replaying;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Replaying;

/// <summary>Past requests under the policies of now and under a candidate that differs in one place.</summary>
public sealed class PolicyReplayTests
{
    private static readonly IReadOnlyList<PolicyFile> Files = PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly EmbeddedDecisionPoint Current = Point(Files);

    private static readonly IReadOnlyList<Scenario> Scenarios =
        ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests/cases/policies/scenarios/fr.cpraf.json"));

    [Fact]
    public async Task The_same_policies_change_nothing()
    {
        var report = await ReplayAsync(Current, Past());

        (report.Decisions, report.Changes.Count, report.Failed, report.Destroyed).ShouldBe((Scenarios.Count, 0, 0, 0));
        report.Groups.ShouldHaveSingleItem().ShouldBe(new ReplayGroup("fr.cpraf", "xx-example", Scenarios.Count, 0, 0, 0, 0));
    }

    [Theory]
    [InlineData("\"effect\": \"permit\", \"forum\": [\"support_group\"]", "\"effect\": \"block\", \"forum\": [\"support_group\"]",
        ReplayChangeKind.Denied)]
    [InlineData("\"reason\": \"deny_confidentiality_unsigned\"",
        "\"forum\": [\"bilateral\"], \"reason\": \"deny_confidentiality_unsigned\"", ReplayChangeKind.Permitted)]
    [InlineData("\"grants\": [{\"tiers\": [\"R\"]}]", "\"grants\": [{\"paths\": [\"contact.phone\"]}]", ReplayChangeKind.Fields)]
    [InlineData("\"obligations\": {\"feedback_to_sender\": \"P30D\", \"progress_review\": \"P1M\"}",
        "\"obligations\": {\"feedback_to_sender\": \"P31D\"}", ReplayChangeKind.Terms)]
    public async Task A_changed_row_changes_the_decisions_that_a_slow_twin_finds(string old, string changed, ReplayChangeKind kind)
    {
        var candidate = Point([.. Files.Select(file => file.Path == "regimes/fr/cpraf/data.json" ? Changed(file, old, changed) : file)]);

        var report = await ReplayAsync(candidate, Past());

        var wanted = Scenarios.Where(scenario => Text(Current, scenario) != Text(candidate, scenario)).Select(scenario => scenario.Id);
        report.Changes.Select(change => change.Receipt).ShouldBe(wanted);
        report.Changes.ShouldContain(change => change.Kind == kind);
        report.Fields.Sum(field => field.Count).ShouldBe(report.Changes.Sum(change => change.Fields.Count));
        var group = report.Groups.ShouldHaveSingleItem();
        (group.Permitted + group.Denied + group.Fields + group.Terms).ShouldBe(report.Changes.Count);
    }

    [Fact]
    public async Task Destroyed_and_unreadable_inputs_are_counted_and_stop_nothing()
    {
        var past = Past().Append(One("gone", default)).Append(One("torn", Encoding.UTF8.GetBytes("{\"request\":")));

        var report = await ReplayAsync(Current, past);

        (report.Decisions, report.Destroyed, report.Failed).ShouldBe((Scenarios.Count, 1, 1));
    }

    [Fact]
    public async Task A_candidate_that_fails_counts_as_denials_and_is_told()
    {
        var broken = Point([.. Files.Select(file => file.Path == "base/decision.rego"
            ? file with { Content = Encoding.UTF8.GetBytes("package sharebroker.disclosure\n\ndecision := input.never\n") }
            : file)]);

        var report = await ReplayAsync(broken, Past());

        report.Failed.ShouldBe(Scenarios.Count);
        report.Changes.Count(change => change.Kind == ReplayChangeKind.Denied)
            .ShouldBe(Scenarios.Count(scenario => scenario.Expectation.Effect == "permit"));
    }

    private static PolicyFile Changed(PolicyFile file, string old, string changed)
    {
        var text = Encoding.UTF8.GetString(file.Content.Span);
        text.ShouldContain(old);
        return file with { Content = Encoding.UTF8.GetBytes(text.Replace(old, changed, StringComparison.Ordinal)) };
    }

    private static IEnumerable<PastDecision> Past() =>
        Scenarios.Select(scenario => One(scenario.Id, Encoding.UTF8.GetBytes(RegoJson.Write(scenario.Input))));

    private static PastDecision One(string receipt, ReadOnlyMemory<byte> input) => new()
    {
        Receipt = receipt,
        Index = Math.Max(0, Scenarios.ToList().FindIndex(scenario => scenario.Id == receipt)),
        Kind = "denial",
        Regime = "fr.cpraf",
        Agency = "xx-example",
        Input = input,
    };

    private static Task<ReplayReport> ReplayAsync(EmbeddedDecisionPoint candidate, IEnumerable<PastDecision> past) =>
        PolicyReplay.RunAsync(past.ToAsyncEnumerable(), Current, candidate, progress: null, CancellationToken.None);

    private static string Text(EmbeddedDecisionPoint point, Scenario scenario) => Encoding.UTF8.GetString(
        point.Decide(scenario.Input, scenario.RequestedPaths, CancellationToken.None).Decision.ToCanonicalJson());

    private static EmbeddedDecisionPoint Point(IReadOnlyList<PolicyFile> files) => new(
        PolicySet.FromFiles(files), leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));
}
