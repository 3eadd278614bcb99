using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>A text with the verdict that OPA's parser and compiler give on it: accepted, or the code and row of each fault.</summary>
internal static class CompileCase
{
    private static readonly RegoCompileOptions Options = new() { Builtins = RegoBuiltin.Unreachable };
    private static readonly RegoCompileOptions Older = Options with { ModulesAreV0 = true };

    /// <summary>Compares verdicts: acceptance first, then the code and row of the first fault. A module is judged in both
    /// languages.</summary>
    public static IEnumerable<ConformanceOutcome> Run(RegoObject json)
    {
        var (id, kind, text) = (Text(json, "id"), Text(json, "kind"), Text(json, "text"));
        if (kind != "module")
        {
            yield return Outcome(id, kind, text, () => RegoPolicy.Compile([], null, Options).Prepare(text), json, "v1");
            yield break;
        }

        RegoSource[] source = [new("test.rego", text)];
        yield return Outcome(id, "module", text, () => RegoPolicy.Compile(source, null, Options), json, "v1");
        yield return Outcome(id + "/v0", "module v0", text, () => RegoPolicy.Compile(source, null, Older), json, "v0");
    }

    private static ConformanceOutcome Outcome(string id, string group, string text, Action compile, RegoObject json, string language)
    {
        var verdict = json.Get(RegoString.Of(language)) as RegoObject ?? RegoObject.Empty;
        return new ConformanceOutcome(id, group, false, [text], Compare(compile, Text(verdict, "stage") == "ok", verdict));
    }

    private static string? Compare(Action compile, bool accepted, RegoObject verdict)
    {
        try
        {
            compile();
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
