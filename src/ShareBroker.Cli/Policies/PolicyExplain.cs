using System.CommandLine;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Explaining;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy explain</c>: one decision in sentences, for a data protection officer with rules and near misses,
/// for a practitioner as far as standing allows.</summary>
internal static class PolicyExplain
{
    private const string Officer = "dpo";
    private const string Practitioner = "practitioner";

    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var input = new Option<string>("--input") { Description = "File with one decision input, or - for standard input",
            Required = true };
        var language = PolicyOptions.Language();
        var reader = new Option<string>("--for") { Description = "Who reads it: dpo or practitioner", DefaultValueFactory = _ => Officer };
        reader.AcceptOnlyFromAmong(Officer, Practitioner);
        var trace = new Option<bool>("--trace") { Description = "For a dpo: how every row stood to the request" };
        var command = new Command("explain", "Says in sentences why an input is decided as it is") { policies, input, language, reader,
            trace };
        command.SetAction((parse, cancellationToken) =>
        {
            var set = PolicySet.Load(parse.GetValue(policies)!);
            var explainer = new Explainer(set, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));
            var explanation = explainer.Explain(PolicyInput.Read(parse.GetValue(input)!), cancellationToken);
            var text = new ExplanationText(set.Data, parse.GetValue(language)!);
            var lines = parse.GetValue(reader) == Officer
                ? text.ForOfficer(explanation, parse.GetValue(trace))
                : text.ForPractitioner(explanation);
            foreach (var line in lines)
            {
                parse.InvocationConfiguration.Output.WriteLine(line);
            }

            return Task.FromResult(0);
        });
        return command;
    }
}
