using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Rego;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// The command <c>rego eval --partial</c>: under which conditions the query holds. Prints <c>{"partial": …}</c> on one line, or as
/// <c>opa eval --partial</c> with a format: <c>json</c>, or <c>source</c> and <c>pretty</c> as Rego. Gives 0, 1 on errors without a format
/// and 2 with one.
/// </summary>
internal sealed class RegoPartial(
    RegoEval.Plan plan, IReadOnlyList<string> unknowns, Func<PolicyDocuments> load, TextWriter output, TextWriter errors)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public int Run()
    {
        var format = plan.Format is null ? null : RegoWords.Format(plan.Format, "json", "pretty", "source");
        IReadOnlyList<RegoSource> sources = [];
        try
        {
            var documents = load();
            sources = documents.Sources;
            var input = plan.Input is null ? null : InputFile.Read(plan.Input);
            var result = RegoPolicy.Compile(documents.Sources, documents.Data, plan.Compiling)
                .PreparePartial(plan.Query, unknowns)
                .Evaluate(input, plan.Budget, RegoBudget.Environment(errors, plan.IsStrict), CancellationToken.None);
            output.Write(format switch
            {
                null => $"{{\"partial\":{result.ToJson()}}}\n",
                "json" => LikeOpa(result) + "\n",
                "source" => PartialText.Source(result),
                _ => PartialText.Pretty(result),
            });
            return result.NeverHolds && plan.Fail ? 1 : 0;
        }
        catch (RegoException fault)
        {
            return Show(fault.Errors, sources, format);
        }
        catch (FileNotFoundException fault) when (plan.Format is not null)
        {
            return Show([new RegoError(string.Empty, RegoFaults.Missing(fault), Location.None)], sources, format);
        }
    }

    private int Show(IReadOnlyList<RegoError> faults, IReadOnlyList<RegoSource> sources, string? format)
    {
        RegoSource[] texts = [.. sources, new RegoSource(string.Empty, plan.Query)];
        (format is null ? errors : output).WriteLine(format == "json"
            ? new EvaluationOutput { Errors = faults.Select(Unnamed).ToList(), Sources = texts }.ToJson()
            : ErrorText.Of([.. faults.Select(Unnamed)], texts));
        return format is null ? 1 : 2;
    }

    // A query has no file in what OPA says of it.
    private static RegoError Unnamed(RegoError fault) =>
        fault.Location.File == "query" ? fault with { Location = fault.Location with { File = string.Empty } } : fault;

    // The command of OPA calls modules what its API calls support.
    private static string LikeOpa(PartialResult result)
    {
        var members = JsonNode.Parse(result.ToJson())!.AsObject();
        if (members.TryGetPropertyValue("support", out var modules))
        {
            members.Remove("support");
            members["modules"] = modules;
        }

        return new JsonObject { ["partial"] = members }.ToJsonString(Indented);
    }
}
