using System.CommandLine;
using ShareBroker.Policies.Opa;

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
        var json = new Option<bool>("--json") { Description = "Print the last line only: one JSON object" };
        var opa = new Option<string?>("--opa") { Description = "The opa program to compare with; by default $OPA, or opa on the path" };
        var command = new Command("rego", "Measure the evaluation of a disclosure policy, against OPA when it is there") { data, json,
            opa };
        command.SetAction(parse => BenchRun.Run(
            parse.GetValue(data)!,
            parse.GetValue(opa) ?? OpaServer.Find(),
            parse.GetValue(json) ? TextWriter.Null : parse.InvocationConfiguration.Output,
            parse.InvocationConfiguration.Output,
            parse.InvocationConfiguration.Error));
        return command;
    }
}
