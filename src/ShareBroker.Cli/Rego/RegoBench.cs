using System.CommandLine;
using ShareBroker.Cli.Terminal;

namespace ShareBroker.Cli.Rego;

/// <summary><c>bench rego</c>.</summary>
internal static class RegoBench
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The folder with policy.rego and the sizes small, medium, large",
            DefaultValueFactory = static _ => Path.Combine("..", "shared", "data", "rego-bench"),
        };
        var policies = new Option<string>("--policies")
        {
            Description = "The folder of the packs, for the cases of their own",
            DefaultValueFactory = static _ => "policies",
        };
        var example = new Option<string>("--example")
        {
            Description = "The request that the packs are asked",
            DefaultValueFactory = static _ => Path.Combine("docs", "examples", "planning-meeting.json"),
        };
        var isLong = new Option<bool>("--long") { Description = "Compile a thousand modules and load 400 MB of data too: some minutes" };
        var json = new Option<bool>("--json") { Description = "Print the last line only: one JSON object" };
        var opa = new Option<string?>("--opa") { Description = "The opa program to compare with; by default $OPA, or opa on the path" };
        var command = new Command("rego", "Measure the evaluation of a disclosure policy and of the packs, against OPA when it is there")
        {
            data, policies, example, isLong, json, opa,
        };
        command.SetAction(parse => BenchHost.IsUsual
            ? BenchRun.Run(
                new BenchRun.Plan(
                    parse.GetValue(data)!,
                    parse.GetValue(policies)!,
                    parse.GetValue(example)!,
                    parse.GetValue(opa) ?? OpaBench.Find(),
                    parse.GetValue(isLong)),
                new LineProgress(parse.InvocationConfiguration.Error, Console.IsErrorRedirected, TimeProvider.System, "cases"),
                parse.GetValue(json) ? TextWriter.Null : parse.InvocationConfiguration.Output,
                parse.InvocationConfiguration.Output,
                parse.InvocationConfiguration.Error)
            : BenchHost.Run(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return command;
    }
}
