using System.CommandLine;
using ShareBroker.Rego;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego explain</c>: which rules were tried for a query, and which expression of which line stopped them.</summary>
internal static class RegoExplain
{
    public static Command Create()
    {
        var paths = RegoPaths.Options();
        var budget = new RegoBudget();
        var input = new Option<string?>("--input",
            "-i") { Description = "The input document, a JSON or YAML file; '-' reads standard input" };
        var format = new Option<string?>("--format", "-f") { Description = "pretty or json" };
        var query = new Argument<string>("query") { Description = "A Rego query, such as data.broker.allow" };
        var command = new Command("explain", "Say in sentences why a query has its result") { input, format, query };
        paths.AddTo(command);
        budget.AddTo(command);
        command.SetAction((parse, cancellationToken) => Task.FromResult(RegoFaults.Run(
            () =>
            {
                var documents = paths.Load(parse);
                var explanation = QueryExplanation.Of(
                    RegoPolicy.Compile(documents.Sources, documents.Data, paths.Compiling(parse)),
                    documents.Sources,
                    parse.GetValue(query)!,
                    parse.GetValue(input) is { } file ? InputFile.Read(file) : null,
                    budget.Read(parse, TimeSpan.FromSeconds(60)),
                    RegoBudget.Environment(parse.InvocationConfiguration.Error, isStrict: false),
                    cancellationToken);
                parse.InvocationConfiguration.Output.Write(
                    RegoWords.Format(parse.GetValue(format), "pretty", "json") == "json" ? explanation.ToJson() + "\n"
                        : explanation.Print());
                return explanation.Evaluation.Fault is null ? 0 : 2;
            },
            asJson: false,
            status: 1,
            parse.InvocationConfiguration.Error,
            () => paths.Loaded?.Sources ?? [])));
        return command;
    }
}
