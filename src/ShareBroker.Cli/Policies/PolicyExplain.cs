using System.CommandLine;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Tables;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy explain</c>: one decision in sentences, with the rules that made it, for data protection
/// officers.</summary>
internal static class PolicyExplain
{
    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var input = new Option<string>("--input") { Description = "File with one decision input, or - for standard input",
            Required = true };
        var language = new Option<string>("--language") { Description = "Language of the sentences: en or fr", DefaultValueFactory = _ =>
            "en" };
        var command = new Command("explain", "Says in sentences why an input is decided as it is") { policies, input, language };
        command.SetAction(parse =>
        {
            var set = PolicySet.Load(parse.GetValue(policies)!);
            var point = new EmbeddedDecisionPoint(set, leafIndex: -1, DecisionBudget.Standard,
                DecisionBudget.Environment(TimeProvider.System));
            var value = PolicyInput.Read(parse.GetValue(input)!);
            var outcome = point.Decide(value, Scenario.RequestedPathsOf(value), CancellationToken.None);
            Write(parse.InvocationConfiguration.Output, set, outcome, parse.GetValue(language)!);
            return 0;
        });
        return command;
    }

    private static void Write(TextWriter output, PolicySet set, DecisionOutcome outcome, string language)
    {
        var decision = outcome.Decision;
        output.WriteLine(decision.Effect == Effect.Permit ? "permit" : "deny");
        if (outcome.Fault is { } fault)
        {
            output.WriteLine($"  the policies gave no decision ({fault})");
        }

        foreach (var reason in decision.Reasons)
        {
            output.WriteLine($"  {reason}: {set.Vocabulary.ReasonText(reason, language)}");
        }

        WriteRules(output, set, decision, language);
        if (decision.Fields.Count > 0)
        {
            output.WriteLine("fields");
        }

        foreach (var (path, action) in decision.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            var scheme = action.Scheme is null ? "" : $" to {action.Scheme}";
            var reason = action.Reason is null ? "" : $": {set.Vocabulary.ReasonText(action.Reason, language)}";
            output.WriteLine($"  {path}: {FieldActionWords.Word(action.Action)}{scheme}{reason}");
        }

        output.WriteLine("obligations");
        foreach (var obligation in decision.Obligations)
        {
            var due = obligation.Due is null ? "" : $" (within {obligation.Due})";
            output.WriteLine($"  {obligation.Id}: {set.Vocabulary.ObligationText(obligation.Id, language)}{due}");
        }
    }

    private static void WriteRules(TextWriter output, PolicySet set, Decision decision, string language)
    {
        var rows = PolicyRows.Read(set.Data).ToLookup(row => row.Rule, StringComparer.Ordinal);
        if (decision.Rules.Count > 0)
        {
            output.WriteLine("rules");
        }

        foreach (var rule in decision.Rules)
        {
            var row = rows[rule].FirstOrDefault();
            var text = row is null ? ""
                : $": {row.Text.GetValueOrDefault(language) ?? row.Text.GetValueOrDefault("en")} [{row.Source}; {row.Status}]";
            output.WriteLine($"  {rule}{text}");
        }
    }
}
