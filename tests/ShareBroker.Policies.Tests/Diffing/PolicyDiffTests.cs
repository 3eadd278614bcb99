using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Diffing;

/// <summary>What a changed row means for people, found by asking.</summary>
public sealed class PolicyDiffTests
{
    private const string Pack = "regimes/fr/cpraf/data.json";

    private static readonly IReadOnlyList<PolicyFile> Files = PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly PolicySet Old = PolicySet.FromFiles(Files);

    [Fact]
    public void The_same_policies_touch_nothing()
    {
        var report = Run(Files);

        report.Regimes.ShouldBeEmpty();
        report.Differences.ShouldBeEmpty();
    }

    [Fact]
    public void A_plain_situation_makes_each_permit_row_of_a_regime_permit_somebody_something()
    {
        var side = new DiffSide(Old, DecisionBudget.Environment(TimeProvider.System));
        var plan = new RegimePlan(side, side, "fr.cpraf", isMore: true);
        var permitting = new HashSet<string>(StringComparer.Ordinal);
        var seen = new List<string>();
        foreach (var question in plan.Questions(CancellationToken.None).Where(static question => question.Recipient is null))
        {
            foreach (var permit in plan.RowsOf(question, CancellationToken.None)
                .Where(row => row.Effect == "permit" && !permitting.Contains(row.Id)))
            {
                var input = question.Input(plan.Words, new Situations(plan.Words).Plain(permit, plan.Rows), ["contact.phone"]);
                var decision = side.Decide(input, ["contact.phone"], CancellationToken.None).Decision;
                seen.Add($"{permit.Id}: {string.Join(' ', decision.Reasons)}");
                permitting.UnionWith(decision.Rules.Where(rule => rule == permit.Id));
            }
        }

        permitting.IsSupersetOf(["fr.cpr-5", "fr.cpr-6", "fr.cpr-7", "base-15", "base-17"])
            .ShouldBeTrue(string.Join("\n", seen.Distinct()));
    }

    [Fact]
    public void A_path_that_a_row_no_longer_grants_is_denied_to_whoever_had_it()
    {
        var report = Run(Changed("\"paths\": [\"involvement.progress\", \"plan.actions\"]", "\"paths\": [\"plan.actions\"]"));

        report.Regimes.ShouldBe(["fr.cpraf"]);
        report.Failed.ShouldBe(0);
        report.Differences.ShouldNotBeEmpty();
        report.Differences.ShouldAllBe(one => one.Kind == DifferenceKind.Denied && one.Path == "involvement.progress"
            && one.Purpose == "support.progress_feedback" && one.Forum == one.Regime);
        report.Differences.ShouldContain(one => one.Holders.Contains("police"));
        Check(report, Changed("\"paths\": [\"involvement.progress\", \"plan.actions\"]", "\"paths\": [\"plan.actions\"]"));
    }

    [Fact]
    public void A_condition_that_falls_away_permits_in_the_situations_that_it_refused()
    {
        var candidate = Changed("\"unless\": {\"receiver.is_spoc\": [true]}", "\"unless\": {\"consent\": [\"given\"]}");

        var report = Run(candidate);

        report.Differences.ShouldNotBeEmpty();
        report.Differences.ShouldAllBe(one => one.Purpose == "support.service_delivery" && one.Forum == "bilateral");
        report.Differences.ShouldContain(one => one.Kind == DifferenceKind.Denied && one.Situation == "consent is not_required");
        Check(report, candidate);
    }

    [Fact]
    public void A_purpose_more_is_told_for_that_purpose_alone()
    {
        var report = Run(Changed(
            "\"purposes\": [\"support.progress_feedback\"]", "\"purposes\": [\"support.progress_feedback\", \"support.family\"]"));

        report.Differences.ShouldNotBeEmpty();
        report.Differences.ShouldAllBe(one => one.Kind == DifferenceKind.Permitted && one.Purpose == "support.family");
        report.Differences.ShouldContain(one => one.Requesters.Contains("social"));
    }

    [Fact]
    public void Agency_types_that_no_row_tells_apart_are_asked_once_and_all_of_them_counted()
    {
        var side = new DiffSide(Old, DecisionBudget.Environment(TimeProvider.System));
        var plan = new RegimePlan(side, side, "fr.cpraf", isMore: true);

        var holders = plan.Questions(CancellationToken.None).Select(static question => question.Holder).Distinct().ToList();

        holders.SelectMany(static holder => holder.Types).Order(StringComparer.Ordinal)
            .ShouldBe(side.Words.AgencyTypes.Order(StringComparer.Ordinal));
        holders.Count.ShouldBeLessThan(side.Words.AgencyTypes.Count());
    }

    // Every example is a request that the two sides really decide as the difference says.
    private static void Check(PolicyDiffReport report, IReadOnlyList<PolicyFile> candidate)
    {
        var (before, after) = (Point(Files), Point(candidate));
        foreach (var one in report.Differences)
        {
            var input = RegoJson.Parse(one.Example);
            (Given(before, input, one.Path), Given(after, input, one.Path)).ShouldBe((one.Before, one.After), one.Example);
        }
    }

    private static string Given(EmbeddedDecisionPoint point, RegoValue input, string path) =>
        DecisionWords.Of(point.Decide(input, Scenario.RequestedPathsOf(input), CancellationToken.None).Decision, path);

    private static EmbeddedDecisionPoint Point(IReadOnlyList<PolicyFile> files) => new(
        PolicySet.FromFiles(files), leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));

    // Other packs borrow rows of this one; one regime is enough here.
    private static PolicyDiffReport Run(IReadOnlyList<PolicyFile> candidate) => PolicyDiff.Run(
        Old, PolicySet.FromFiles(candidate), ["fr.cpraf"],
        DecisionBudget.Environment(TimeProvider.System), progress: null, CancellationToken.None);

    private static IReadOnlyList<PolicyFile> Changed(string old, string changed) =>
    [
        .. Files.Select(file =>
        {
            if (file.Path != Pack)
            {
                return file;
            }

            var text = Encoding.UTF8.GetString(file.Content.Span);
            text.ShouldContain(old);
            return file with { Content = Encoding.UTF8.GetBytes(text.Replace(old, changed, StringComparison.Ordinal)) };
        }),
    ];
}
