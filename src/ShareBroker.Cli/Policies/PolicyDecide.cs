using System.CommandLine;
using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy decide</c>: the decision of one input, or of every scenario of a folder, as canonical JSON
/// lines.</summary>
internal static class PolicyDecide
{
    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var input = PolicyOptions.Input();
        var scenarios = PolicyOptions.Scenarios();
        var engine = PolicyOptions.Engine();
        var opa = PolicyOptions.Opa();
        var command = new Command("decide", "Decides one input or a folder of scenarios; exit status 0 on a denial too")
        {
            policies,
            input,
            scenarios,
            engine,
            opa,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var cases = Cases(parse.GetValue(input), parse.GetValue(scenarios));
            await using var chosen = await ChosenEngine.OpenAsync(
                parse.GetValue(policies)!, parse.GetValue(engine)!, parse.GetValue(opa), cancellationToken);
            var console = parse.InvocationConfiguration;
            foreach (var (id, value) in cases)
            {
                var outcome = await chosen.Point.DecideAsync(value, Scenario.RequestedPathsOf(value), cancellationToken);
                var decision = Encoding.UTF8.GetString(outcome.Decision.ToCanonicalJson());
                console.Output.WriteLine(
                    id is null ? decision : $"{{\"decision\":{decision},\"id\":{RegoJson.Write(RegoString.Of(id))}}}");
                if (outcome.Fault is { } fault)
                {
                    console.Error.WriteLine($"warning: {id ?? "the input"}: the engine gave no decision ({fault})");
                }
            }

            return 0;
        });
        return command;
    }

    /// <summary>The decision point of a folder of policies, outside any log.</summary>
    public static EmbeddedDecisionPoint Open(string folder) =>
        new(PolicySet.Load(folder), leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));

    private static IEnumerable<(string? Id, RegoValue Input)> Cases(string? input, string? scenarios) => (input, scenarios) switch
    {
        ({ } file, null) => [(null, PolicyInput.Read(file))],
        (null, { } folder) => ScenarioFile.Read(folder).Select(static scenario => ((string?)scenario.Id, (RegoValue)scenario.Input)),
        _ => throw new Faults.UsageException("give either --input or --scenarios"),
    };
}
