using System.CommandLine;
using ShareBroker.Cli.Terminal;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego eval</c> and <c>rego conformance</c>.</summary>
internal static class RegoCommands
{
    public static Command Create()
    {
        var command = new Command("rego", "Evaluate Rego, and measure this engine against OPA's own cases");
        command.Add(Eval());
        command.Add(Conformance());
        command.Add(RegoFormatCommand.Create());
        return command;
    }

    private static Command Eval()
    {
        var data = new Option<string[]>("--data") { Description = "Policy and data: folders, *.rego, *.json",
            AllowMultipleArgumentsPerToken = false };
        var input = new Option<string?>("--input") { Description = "The input document, a JSON file; '-' reads standard input" };
        var strict = new Option<bool>("--strict-builtin-errors") { Description = "A builtin that fails ends the evaluation" };
        var query = new Argument<string>("query") { Description = "A Rego query, such as data.broker.decision" };
        var command = new Command("eval", "Evaluate a query and print its result as JSON") { data, input, strict, query };
        command.SetAction(parse => RegoEval.Run(
            parse.GetValue(data) ?? [],
            parse.GetValue(input),
            parse.GetValue(query)!,
            parse.GetValue(strict),
            parse.InvocationConfiguration.Output,
            parse.InvocationConfiguration.Error));
        return command;
    }

    private static Command Conformance()
    {
        var cases = new Argument<string>("cases") { Description = "A folder of case files, or a file with one case in each line" };
        var json = new Option<string?>("--json") { Description = "Write one JSON line for each case to this file" };
        var known = new Option<string[]>("--known")
        {
            Description = "A list of cases that are known to fail, each with its reason; this repository's lists when none is named",
            AllowMultipleArgumentsPerToken = false,
        };
        var command = new Command("conformance", "Run conformance cases and print those that fail") { cases, known, json };
        command.SetAction(parse => RegoConformance.Run(
            parse.GetValue(cases)!,
            parse.GetValue(known) ?? [],
            parse.GetValue(json),
            new LineProgress(parse.InvocationConfiguration.Error, Console.IsErrorRedirected, TimeProvider.System, "cases"),
            parse.InvocationConfiguration.Output,
            parse.InvocationConfiguration.Error));
        return command;
    }
}
