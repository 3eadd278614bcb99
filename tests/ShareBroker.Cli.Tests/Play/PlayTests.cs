using ShareBroker.Cli.Tests.Rego;

namespace ShareBroker.Cli.Tests.Play;

/// <summary>A real broker process, real holders, real certificates; the only thing that is made up is the people.</summary>
public sealed class PlayTests
{
    private static readonly string Policies = Path.Combine(SharedData.Repository, "policies");
    private static readonly string Cases = Path.Combine(SharedData.Repository, "tests", "cases", "play");

    [SharedDataFact("scenarios/given")]
    public void Every_given_scenario_of_a_regime_with_a_pack_passes_through_a_real_broker()
    {
        var (status, output, error) = Run("--scenarios", SharedData.Path("scenarios/given"));

        output.Split('\n').Where(line => line.StartsWith("failed", StringComparison.Ordinal)).ShouldBeEmpty();
        output.ShouldNotContain("not expressible");
        status.ShouldBe(0, error);
        output.ShouldMatch(@"\n?[1-9][0-9]* passed, 0 failed\n\z");
    }

    [Fact]
    public void A_scenario_that_expects_something_else_fails_and_one_that_no_register_can_say_is_listed()
    {
        var (status, output, error) = Run("--scenarios", Path.Combine(Cases, "differing.json"), "--verbose");

        status.ShouldBe(1, error);
        output.ShouldContain("passed: play-1");
        output.ShouldContain("failed: play-2: reasons: want deny_case_closed, got permit_forum_member");
        output.ShouldContain("not expressible: play-3: one agency has two types or countries");
        output.ShouldContain("not expressible: play-4: an agency with an id that no register takes");
        error.ShouldContain("more than one in 10");
        output.ShouldEndWith("1 passed, 1 failed\n");
    }

    [Fact]
    public void A_folder_without_scenarios_is_wrong_use()
    {
        var (status, _, error) = Run("--scenarios", Path.Combine(Cases, "other-regime.json"));

        status.ShouldBe(2);
        error.ShouldContain("no scenario there");
    }

    private static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = CommandLine.Run(["play", "--policies", Policies, .. arguments], output, error);
        return (status, output.ToString(), error.ToString());
    }
}
