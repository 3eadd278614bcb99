using System.CommandLine;
using ShareBroker.Cli.Policies;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;

namespace ShareBroker.Cli.Play;

/// <summary>
/// <c>sharebroker play</c>: plays scenarios through a real broker over gRPC. Exit status 0 when none failed and at most one in ten could
/// not be expressed by the registers.
/// </summary>
internal static class PlayCommand
{
    private const int InexpressibleShare = 10;

    public static Command Create()
    {
        var scenarios = new Option<string>("--scenarios") { Description = "Folder or file of scenarios", Required = true };
        var policies = PolicyOptions.Policies();
        var verbose = new Option<bool>("--verbose") { Description = "Names the scenarios that passed, too" };
        var command = new Command("play", "Plays scenarios through a real broker over gRPC and compares input, answer and receipt")
        {
            scenarios, policies, verbose,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var set = PolicySet.Load(parse.GetValue(policies)!);
            var all = ScenarioFile.Read(parse.GetValue(scenarios)!);
            var output = parse.InvocationConfiguration.Output;
            var score = new PlayScore(output, parse.InvocationConfiguration.Error, parse.GetValue(verbose));
            var plans = Plan(all.Where(scenario => set.Regimes.Contains(scenario.Regime, StringComparer.Ordinal)), score);
            if (plans.Count == 0)
            {
                throw new Faults.UsageException("no scenario there has a regime with a pack that could be played; name another folder");
            }

            var folder = Directory.CreateTempSubdirectory("sharebroker-play-");
            try
            {
                await PlayAsync(folder.FullName, parse.GetValue(policies)!, set, plans, score, cancellationToken);
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            return score.Finish(InexpressibleShare);
        });
        return command;
    }

    private static List<PlayPlan> Plan(IEnumerable<Scenario> scenarios, PlayScore score)
    {
        var plans = new List<PlayPlan>();
        foreach (var scenario in scenarios)
        {
            try
            {
                plans.Add(PlayPlan.Of(scenario, plans.Count + 1));
            }
            catch (InexpressibleException fault)
            {
                score.Inexpressible(scenario.Id, fault.Message);
            }
        }

        return plans;
    }

    private static async Task PlayAsync(
        string folder, string policies, PolicySet set, List<PlayPlan> plans, PlayScore score, CancellationToken cancellationToken)
    {
        List<Party> agencies =
            [.. plans.SelectMany(static plan => plan.Agencies).DistinctBy(static party => party.Agency, StringComparer.Ordinal)];
        var decisions = new EmbeddedDecisionPoint(
            set, leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));
        await using var stage = await PlayStage.StartAsync(folder, policies, agencies, cancellationToken);
        var run = new PlayRun(stage, new PlayRegisters(stage), decisions, set.Vocabulary);
        foreach (var plan in plans)
        {
            score.Progress(plan.Number, plans.Count);
            try
            {
                score.Played(plan.Scenario.Id, await run.PlayAsync(plan, cancellationToken));
            }
            catch (InexpressibleException fault)
            {
                score.Inexpressible(plan.Scenario.Id, fault.Message);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                score.Played(plan.Scenario.Id, ["no answer: " + Faults.Describe(fault)]);
            }
        }
    }
}
