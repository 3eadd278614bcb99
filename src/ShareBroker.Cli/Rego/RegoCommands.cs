using System.CommandLine;
using ShareBroker.Cli.Terminal;

namespace ShareBroker.Cli.Rego;

/// <summary><c>sharebroker rego …</c>.</summary>
internal static class RegoCommands
{
    public static Command Create()
    {
        var command = new Command("rego", "Check, evaluate, test and explain Rego, and measure this engine against OPA's own cases");
        command.Add(RegoCheck.Create());
        command.Add(new RegoEvalCommand().Create());
        command.Add(new RegoTest().Create());
        command.Add(new RegoTest().CreateCoverage());
        command.Add(RegoExplain.Create());
        command.Add(RegoDeps.Create());
        command.Add(RegoMeasure.Create());
        command.Add(RegoInspect.Create());
        command.Add(Conformance());
        command.Add(RegoFormatCommand.Create());
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
