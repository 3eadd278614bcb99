using System.CommandLine;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Testing;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy test</c> and <c>policy coverage</c>: run unit tests and scenarios; the last line counts them.</summary>
internal static class PolicyTest
{
    public static Command Create()
    {
        var coverage = new Option<bool>("--coverage") { Description = "Counts the rows, definitions and lines that were reached",
            Arity = ArgumentArity.Zero };
        return Create(new Command("test", "Runs the policies' unit tests and scenarios") { coverage }, parse => parse.GetValue(coverage));
    }

    public static Command CreateCoverage() =>
        Create(new Command("coverage", "What unit tests and scenarios reach: rows, definitions, lines"), static _ => true);

    private static Command Create(Command command, Func<ParseResult, bool> withCoverage)
    {
        var folder = PolicyOptions.Folder();
        var policies = PolicyOptions.Policies();
        var scenarios = new Option<string[]>("--scenarios") { Description =
            "Folders or files of scenarios; without it tests/cases/policies/scenarios beside the policies, if it is there" };
        var minimum = new Option<double?>("--minimum") { Description = "Least percentage of rules and of lines, else exit status 1" };
        var watch = new Option<bool>("--watch") { Description = "Runs again whenever a file changes, until interrupted" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Names every test" };
        Symbol[] symbols = [folder, policies, scenarios, minimum, watch, verbose];
        foreach (var symbol in symbols)
        {
            PolicyOptions.Add(command, symbol);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            var place = parse.GetValue(folder) ?? parse.GetValue(policies)!;
            var cases = parse.GetValue(scenarios) is { Length: > 0 } named ? named : PolicyOptions.ScenariosBeside(place);
            var printer = new PolicyTestPrinter(parse.InvocationConfiguration.Output, parse.GetValue(verbose));
            var least = parse.GetValue(minimum);
            int RunOnce() => printer.Print(
                PolicyTestRun.RunAll(PolicySet.Load(place), cases, least is not null || withCoverage(parse), DecisionBudget.Standard,
                    DecisionBudget.Environment(TimeProvider.System), cancellationToken),
                least);
            return parse.GetValue(watch)
                ? await FolderWatch.RunAsync([place, .. cases], RunOnce, parse.InvocationConfiguration, TimeProvider.System,
                    cancellationToken)
                    .ConfigureAwait(false)
                : RunOnce();
        });
        return command;
    }
}
