using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// The output of <c>rego eval</c> without a format, on one line. A single expression gives its value, anything else the list of its
/// bindings; undefined gives no result at all.
/// </summary>
internal static class BareResult
{
    public static string Of(EvaluationOutput result)
    {
        if (result.Errors.Count > 0)
        {
            return RegoJson.Write(Faults(result.Errors));
        }

        return result.Solutions switch
        {
            [] => "{}",
            [{ Expressions: [var only], Bindings.Count: 0 }] => $"{{\"result\":{RegoJson.Write(only.Value)}}}",
            var many => $"{{\"result\":[{string.Join(',', many.Select(Value).Select(RegoJson.Write))}]}}",
        };
    }

    // Of many ways in which one term holds, its values; else the variables.
    private static RegoValue Value(ExpressionSolution solution) => solution.Expressions is [var only] && solution.Bindings.Count == 0
        ? only.Value
        : ToObject(solution.Bindings);

    private static RegoObject ToObject(IReadOnlyDictionary<string, RegoValue> bindings)
    {
        var obj = new RegoObject.Builder(bindings.Count);
        foreach (var (name, value) in bindings)
        {
            obj.Set(RegoString.Of(name), value);
        }

        return obj.Build();
    }

    private static RegoObject Faults(IReadOnlyList<RegoError> faults) => new RegoObject.Builder()
        .Set(RegoString.Of("errors"), RegoArray.Adopt([.. faults.Select(static fault => (RegoValue)new RegoObject.Builder()
            .Set(RegoString.Of("code"), RegoString.Of(fault.Code))
            .Set(RegoString.Of("message"), RegoString.Of(fault.Message))
            .Set(RegoString.Of("location"), Place(fault.Location))
            .Build())]))
        .Build();

    private static RegoObject Place(Location location) => new RegoObject.Builder()
        .Set(RegoString.Of("file"), RegoString.Of(location.File))
        .Set(RegoString.Of("row"), RegoNumber.Of(location.Row))
        .Set(RegoString.Of("col"), RegoNumber.Of(location.Column))
        .Build();
}
