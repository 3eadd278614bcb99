using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Mutating;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Mutating;

/// <summary>
/// Faults put into the base layer and four packs: a steady sample in each run, all of them with <c>SHAREBROKER_LONG=1</c>. Whatever
/// survives stands in <c>tests/cases/policies/survivors.json</c> with the reason why nobody could notice it. A sample tolerates what a
/// changed base layer brings; the long run does not.
/// </summary>
public sealed class PolicyMutationTests
{
    private const double KilledMin = 0.95;
    private const int SampleStep = 37;

    private static readonly string[] Regimes = ["fr.cpraf", "fr.ged", "dk.infohouse.municipality", "dk.infohouse.network"];

    private static readonly PolicyMutation Mutation = new(
        PolicyMutation.Only(PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies")), Regimes), Scenarios(),
        DecisionBudget.Environment(TimeProvider.System));

    [Fact]
    public void Scenarios_and_unit_tests_notice_faults_and_every_survivor_has_its_reason()
    {
        var isLong = Environment.GetEnvironmentVariable("SHAREBROKER_LONG") == "1";
        var mutants = Mutation.Mutants(Regimes).Where((_, at) => isLong || at % SampleStep == 0).ToList();

        var outcomes = Mutation.Run(mutants, progress: null, CancellationToken.None);

        var survived = outcomes.Where(one => one.Verdict == MutantVerdict.Survived).Select(one => one.Id).ToList();
        var killed = outcomes.Count(one => one.Verdict == MutantVerdict.Killed);
        var unexplained = survived.Except(Survivors().Keys).ToList();
        var told = "faults that nothing notices; add a scenario, or their reason to the survivors: " + string.Join("; ", unexplained);
        ((double)killed / (killed + unexplained.Count)).ShouldBeGreaterThanOrEqualTo(KilledMin, told);
        if (isLong)
        {
            unexplained.ShouldBeEmpty(told);
            ((double)killed / (killed + survived.Count)).ShouldBeGreaterThanOrEqualTo(KilledMin);
            Survivors().Keys.Except(survived).ShouldBeEmpty("survivors that are gone or noticed by now; take them out");
        }

        killed.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Every_survivor_has_a_reason() => Survivors().Values.ShouldAllBe(reason => reason.Length > 30);

    [Fact]
    public void Ids_are_unique_and_steady()
    {
        var ids = Mutation.Mutants(Regimes).Select(mutant => mutant.Id).ToList();

        ids.ShouldBeUnique();
        ids.ShouldBe(Mutation.Mutants(Regimes).Select(mutant => mutant.Id));
        ids.Count.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData("fr.cpr-3 dropped")]
    [InlineData("fr.cpr-3 when.either.role dropped")]
    [InlineData("fr.cpr-3 when.either.role negated")]
    [InlineData("fr.cpr-3 when.either.role 'frontline' changed")]
    [InlineData("base/request.rego: body.emergency == true / 'body.emergency == true' dropped")]
    [InlineData("base/request.rego: body.emergency == true / 'body.emergency == true' negated")]
    [InlineData("base/decision.rego: count(denies) > 0 / 'count(denies) > 0' negated")]
    public void Every_kind_of_fault_is_made_and_noticed(string id)
    {
        var mutant = Mutation.Mutants(Regimes).Single(mutant => mutant.Id == id);

        Mutation.Try(mutant, CancellationToken.None).Verdict.ShouldBe(MutantVerdict.Killed);
    }

    [Fact]
    public void A_fault_that_nothing_can_notice_survives_and_one_that_does_not_compile_does_not_count()
    {
        var mutant = Mutation.Mutants(Regimes).First(mutant => mutant.File.Path == "base/tables.rego");
        var file = PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies")).Single(file => file.Path == mutant.File.Path);
        var text = Encoding.UTF8.GetString(file.Content.Span);

        Mutation.Try(mutant with { File = file with { Content = Encoding.UTF8.GetBytes(text + "\n# nothing\n") } }, CancellationToken.None)
            .Verdict.ShouldBe(MutantVerdict.Survived);
        Mutation.Try(mutant with { File = file with { Content = Encoding.UTF8.GetBytes(text + "\nx := y\n") } }, CancellationToken.None)
            .Verdict.ShouldBe(MutantVerdict.Stillborn);
    }

    private static Dictionary<string, string> Survivors()
    {
        var file = (RegoObject)RegoJson.Parse(
            File.ReadAllBytes(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "survivors.json")), JsonLimits.Trusted);
        var survivors = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < file.Count; at++)
        {
            var reason = ((RegoString)file.KeyAt(at)).Value;
            foreach (var id in ((RegoArray)file.ValueAt(at)).Items)
            {
                survivors.Add(((RegoString)id).Value, reason);
            }
        }

        return survivors;
    }

    private static IEnumerable<Scenario> Scenarios()
    {
        var own = ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios"));
        var given = TestPlaces.SharedPath("scenarios/given", "the given scenarios against mutants");
        return given is null ? own : own.Concat(ScenarioFile.Read(given));
    }
}
