using System.CommandLine;
using ShareBroker.Rego;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego deps</c>: what a query depends on, as <c>opa deps</c> tells it.</summary>
internal static class RegoDeps
{
    public static Command Create()
    {
        var paths = RegoPaths.Options();
        var format = new Option<string?>("--format", "-f") { Description = "pretty or json" };
        var query = new Argument<string>("query") { Description = "A Rego query, such as data.broker.decision" };
        var command = new Command("deps", "Name the rules, data and input that a query depends on, as 'opa deps' does") { format, query };
        paths.AddTo(command);
        command.SetAction(parse => RegoFaults.Run(
            () =>
            {
                var policy = RegoPolicy.Compile(paths.Load(parse).Sources, data: null, paths.Compiling(parse));
                var found = QueryDependencies.Of(policy, parse.GetValue(query)!);
                parse.InvocationConfiguration.Output.Write(
                    RegoWords.Format(parse.GetValue(format), "pretty", "json") == "json" ? found.ToJson() + "\n" : found.Print());
                return 0;
            },
            asJson: false,
            status: 1,
            parse.InvocationConfiguration.Error,
            () => paths.Loaded?.Sources ?? []));
        return command;
    }
}
