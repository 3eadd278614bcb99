using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Policies;
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
        try
        {
            var documents = load();
            var input = plan.Input is null ? null : InputFile.Read(plan.Input);
            var result = RegoPolicy.Compile(documents.Sources, documents.Data, plan.Compiling)
                .PreparePartial(plan.Query, unknowns)
                .Evaluate(input, plan.Budget, RegoBudget.Environment(errors, plan.IsStrict), CancellationToken.None);
            output.WriteLine(format switch
            {
                null => $"{{\"partial\":{result.ToJson()}}}",
                "json" => LikeOpa(result),
                _ => result.ToString(),
            });
            return 0;
        }
        catch (RegoException fault)
        {
            errors.WriteLine(ErrorText.Of(fault.Errors));
        }
        catch (PolicyException fault)
        {
            errors.WriteLine(ErrorText.Of([new RegoError(fault.Code, fault.Message, Location.None)]));
        }

        return format is null ? 1 : 2;
    }

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
