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
        var engine = new Option<string>("--engine") { Description = "Engine that decides: embedded", DefaultValueFactory = _ =>
            "embedded" };
        var command = new Command("decide", "Decides one input or a folder of scenarios; exit status 0 on a denial too") { policies,
            input, scenarios, engine };
        command.SetAction(parse =>
        {
            if (parse.GetValue(engine) is not "embedded" and var other)
            {
                throw new Faults.UsageException($"there is no engine '{other}' here; use --engine embedded");
            }

            var point = Open(parse.GetValue(policies)!);
            var output = parse.InvocationConfiguration.Output;
            switch (parse.GetValue(input), parse.GetValue(scenarios))
            {
                case ({ } file, null):
                    output.WriteLine(Decide(point, PolicyInput.Read(file)));
                    return 0;
                case (null, { } folder):
                    foreach (var scenario in ScenarioFile.Read(folder))
                    {
                        output.WriteLine(
                            $"{{\"decision\":{Decide(point, scenario.Input)},\"id\":{RegoJson.Write(RegoString.Of(scenario.Id))}}}");
                    }

                    return 0;
                default:
                    throw new Faults.UsageException("give either --input or --scenarios");
            }
        });
        return command;
    }

    /// <summary>The decision point of a folder of policies, outside any log.</summary>
    public static EmbeddedDecisionPoint Open(string folder) =>
        new(PolicySet.Load(folder), leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));

    private static string Decide(EmbeddedDecisionPoint point, RegoValue input)
    {
        var outcome = point.Decide(input, Scenario.RequestedPathsOf(input), CancellationToken.None);
        return Encoding.UTF8.GetString(outcome.Decision.ToCanonicalJson());
    }
}
