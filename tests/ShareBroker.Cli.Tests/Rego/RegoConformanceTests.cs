using ShareBroker.Cli.Rego;

namespace ShareBroker.Cli.Tests.Rego;

public sealed class RegoConformanceTests
{
    [SharedDataFact("data/rego-cases/given")]
    public void Every_case_within_the_offered_families_passes()
    {
        var within = ConformanceFiles.Cases(SharedData.Path("data/rego-cases/given")).Where(static example => example.Outside is null)
            .ToList();

        var failures = within.AsParallel().Select(ConformanceRun.Of).Where(static outcome => !outcome.Passed)
            .Select(static outcome => $"{outcome.Id}: {outcome.Failure}").Order(StringComparer.Ordinal).ToList();

        failures.ShouldBeEmpty();
        within.Count.ShouldBeGreaterThanOrEqualTo(1040);
    }

    [Fact]
    public void Every_case_of_our_own_passes()
    {
        var cases = ConformanceFiles.Cases(Path.Combine(SharedData.Repository, "tests", "cases", "rego")).ToList();

        cases.ShouldNotBeEmpty();
        cases.Select(ConformanceRun.Of).Where(static outcome => !outcome.Passed)
            .Select(static outcome => $"{outcome.Id}: {outcome.Failure}").ShouldBeEmpty();
    }
}
