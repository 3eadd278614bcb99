using System.CommandLine;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Testing;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy test</c>: runs the unit tests beside the rules; the last line counts them.</summary>
internal static class PolicyTest
{
    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Names every test" };
        var command = new Command("test", "Runs the policies' unit tests") { policies, verbose };
        command.SetAction(parse =>
        {
            var output = parse.InvocationConfiguration.Output;
            var outcomes = PolicyTestRun.Run(
                PolicySet.Load(parse.GetValue(policies)!), DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System),
                    CancellationToken.None);
            foreach (var outcome in outcomes.Where(outcome => !outcome.Passed || parse.GetValue(verbose)))
            {
                output.WriteLine($"{(outcome.Passed ? "PASS" : "FAIL")} {outcome.Path}  {outcome.File}:{outcome.Row}{outcome.Message}");
            }

            var failed = outcomes.Count(outcome => !outcome.Passed);
            output.WriteLine($"{outcomes.Count - failed} passed, {failed} failed");
            return failed == 0 && outcomes.Count > 0 ? 0 : 1;
        });
        return command;
    }
}
