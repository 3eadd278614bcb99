using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>A text with the verdict that OPA's parser and compiler give on it: accepted, or the code and row of each fault.</summary>
internal static class CompileCase
{
    /// <summary>Compares verdicts: acceptance first, then the code and row of the first fault.</summary>
    public static ConformanceOutcome Run(RegoObject json)
    {
        var text = Text(json, "text");
        var verdict = json.Get(RegoString.Of("v1")) as RegoObject ?? RegoObject.Empty;
        var accepted = Text(verdict, "stage") == "ok";
        return new ConformanceOutcome(Text(json, "id"), Text(json, "kind"), null, Compare(Text(json, "kind"), text, accepted, verdict));
    }

    private static string? Compare(string kind, string text, bool accepted, RegoObject verdict)
    {
        try
        {
            if (kind == "module")
            {
                RegoPolicy.Compile([new RegoSource("test.rego", text)]);
            }
            else
            {
                RegoPolicy.Compile([]).Prepare(text);
            }

            return accepted ? null : $"wanted {First(verdict)}, but it was accepted";
        }
        catch (RegoCompileException fault)
        {
            var got = $"{fault.Code} in row {fault.Errors[0].Location.Row}";
            return !accepted && Faults(verdict).Contains(got) ? null
                : $"wanted {(accepted ? "no fault" : First(verdict))}, got {got}: {fault.Message}";
        }
        catch (Exception fault)
        {
            return $"engine fault: {fault.GetType().Name}: {fault.Message}";
        }
    }

    private static string First(RegoObject verdict) => Faults(verdict).FirstOrDefault() ?? "a fault";

    private static IEnumerable<string> Faults(RegoObject verdict) =>
        verdict.Get(RegoString.Of("errors")) is RegoArray errors
            ? errors.Items.ToArray().OfType<RegoObject>()
                .Select(static error => $"{Text(error, "code")} in row {error.Get(RegoString.Of("row"))}")
            : [];

    private static string Text(RegoObject json, string name) => (json.Get(RegoString.Of(name)) as RegoString)?.Value ?? string.Empty;
}
