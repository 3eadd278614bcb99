using ShareBroker.Cli.Rego;

namespace ShareBroker.Cli.Tests.Rego;

public sealed class RegoConformanceTests
{
    [SharedDataFact("data/rego-cases/given")]
    public void Every_case_of_the_suite_passes_but_those_with_a_reason()
    {
        var cases = ConformanceFiles.Cases(SharedData.Path("data/rego-cases/given")).ToList();
        var known = KnownFailures.Read(File.ReadLines(Path.Combine(SharedData.Repository, KnownFailures.UsualFiles[0])));

        var outcomes = cases.AsParallel().AsOrdered().Select(ConformanceRun.Of).ToList();

        outcomes.Where(outcome => !outcome.Passed && !outcome.IsNewer && known.ReasonFor(outcome.Id, outcome.Texts) is null)
            .Select(static outcome => $"{outcome.Id}: {outcome.Failure}").ShouldBeEmpty();
        var newer = outcomes.Where(static outcome => outcome.IsNewer).ToList();
        newer.Count(static outcome => outcome.Passed).ShouldBeGreaterThanOrEqualTo(newer.Count * 95 / 100);
        outcomes.Count.ShouldBeGreaterThan(2800);
    }

    [Fact]
    public void A_known_failure_needs_a_reason()
    {
        Should.Throw<FormatException>(static () => KnownFailures.Read(["v1/a#0"]));
        var known = KnownFailures.Read(["# for people", "v1/a#0  because", "builtin http.send  it sends"]);

        known.ReasonFor("v1/a#0", []).ShouldBe("because");
        known.ReasonFor("v1/b#0", ["p := http.send({})"]).ShouldBe("it sends");
        known.ReasonFor("v1/b#0", ["p := 1"]).ShouldBeNull();
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
