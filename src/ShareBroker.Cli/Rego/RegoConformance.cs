using ShareBroker.Cli.Terminal;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>The command <c>rego conformance</c>.</summary>
internal static class RegoConformance
{
    /// <summary>Runs the cases below a path. 0 when all passed, 1 when some did not, 2 when there is nothing to run.</summary>
    public static int Run(string path, string? jsonFile, LineProgress progress, TextWriter output, TextWriter errors)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            errors.WriteLine($"error: there is no '{path}'; name a folder of case files or a file of cases");
            return 2;
        }

        using var lines = jsonFile is null ? null : new StreamWriter(jsonFile);
        var all = new List<ConformanceOutcome>();
        foreach (var outcome in ConformanceFiles.Run(path))
        {
            all.Add(outcome);
            progress.Report(all.Count);
            lines?.WriteLine(Line(outcome));
            if (!outcome.Passed && outcome.Outside is null)
            {
                progress.Finish();
                output.WriteLine($"FAIL {outcome.Id}: {OneLine(outcome.Failure!)}");
            }
        }

        progress.Finish();
        PrintOutside(all, output);
        var passed = all.Count(static outcome => outcome.Passed);
        output.WriteLine($"{passed} passed, {all.Count - passed} failed");
        return passed == all.Count ? 0 : 1;
    }

    // Cases beyond what the engine offers now are counted by category, none is dropped.
    private static void PrintOutside(List<ConformanceOutcome> all, TextWriter output)
    {
        var within = all.Where(static outcome => outcome.Outside is null).ToList();
        if (within.Count == all.Count)
        {
            return;
        }

        output.WriteLine(
            $"within: {within.Count(static outcome => outcome.Passed)} passed, {within.Count(static outcome => !outcome.Passed)} failed");
        var groups = all.Where(static outcome => outcome.Outside is not null)
            .GroupBy(static outcome => (outcome.Outside, outcome.Category))
            .OrderBy(static group => group.Key.Outside, StringComparer.Ordinal)
            .ThenBy(static group => group.Key.Category, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var passed = group.Count(static outcome => outcome.Passed);
            output.WriteLine($"outside ({group.Key.Outside}) {group.Key.Category}: {passed} passed, {group.Count() - passed} failed");
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Line(ConformanceOutcome outcome) => RegoJson.Write(new RegoObject.Builder()
        .Set(RegoString.Of("id"), RegoString.Of(outcome.Id))
        .Set(RegoString.Of("passed"), RegoBoolean.Of(outcome.Passed))
        .Set(RegoString.Of("message"), RegoString.Of(outcome.Failure ?? string.Empty))
        .Build());
}
