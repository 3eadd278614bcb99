using System.CommandLine;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Mutating;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy mutate</c>: whether scenarios and unit tests notice faults put into the policies.</summary>
internal static class PolicyMutateCommand
{
    private const double KilledMin = 0.95;

    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var scenarios = new Option<string[]>("--scenarios")
        {
            Description = "Folder of scenarios; may be given again and again",
            DefaultValueFactory = _ => ["tests/cases/policies/scenarios"],
        };
        var regimes = new Option<string[]>("--regime") { Description = "Regime whose pack is mutated beside the base; again and again" };
        var every = new Option<int>("--every") { Description = "Only every n-th mutant", DefaultValueFactory = _ => 1 };
        var killed = new Option<bool>("--verbose", "-v") { Description = "Names also what was killed, and by what" };
        var command = new Command("mutate", "Puts faults into the policies one at a time; scenarios and tests must notice 95 %")
        {
            policies,
            scenarios,
            regimes,
            every,
            killed,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            var console = parse.InvocationConfiguration;
            var chosen = parse.GetValue(regimes) ?? [];
            var mutation = new PolicyMutation(
                PolicyMutation.Only(PolicyFolder.Read(parse.GetValue(policies)!), chosen),
                parse.GetValue(scenarios)!.SelectMany(ScenarioFile.Read),
                DecisionBudget.Environment(TimeProvider.System));
            var step = Math.Max(1, parse.GetValue(every));
            var mutants = mutation.Mutants(chosen).Where((_, at) => at % step == 0).ToList();
            var bar = new ProgressBar(console.Error, "mutating", !Console.IsErrorRedirected, TimeProvider.System);
            var outcomes = mutation.Run(mutants, bar, cancellationToken);
            bar.Finish();
            foreach (var outcome in outcomes.Where(one => one.Verdict == MutantVerdict.Survived || parse.GetValue(killed)))
            {
                console.Output.WriteLine(
                    $"{outcome.Verdict.ToString().ToUpperInvariant()} {outcome.Id}{(outcome.By.Length > 0 ? "  by " + outcome.By : "")}");
            }

            var counts = outcomes.ToLookup(static one => one.Verdict);
            var (dead, alive) = (counts[MutantVerdict.Killed].Count(), counts[MutantVerdict.Survived].Count());
            console.Output.WriteLine($"{dead} killed, {alive} survived, {counts[MutantVerdict.Stillborn].Count()} stillborn, " +
                $"by {mutation.Scenarios} scenarios and the unit tests");
            return Task.FromResult(dead >= KilledMin * (dead + alive) && dead > 0 ? 0 : 1);
        });
        return command;
    }
}
