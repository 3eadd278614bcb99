using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>Finds and runs the cases of a folder of <c>*.json</c> files or of one file with a case in each line.</summary>
internal static class ConformanceFiles
{
    /// <summary>Runs every case below the path, in the order of file names.</summary>
    public static IEnumerable<ConformanceOutcome> Run(string path) => Directory.Exists(path) ? RunFolder(path) : RunLines(path);

    /// <summary>The cases of a folder, in the order of file names.</summary>
    public static IEnumerable<ConformanceCase> Cases(string folder) =>
        Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(static file => CasesOf(RegoJson.Parse(File.ReadAllBytes(file), JsonLimits.Trusted)));

    private static IEnumerable<ConformanceOutcome> RunFolder(string folder) =>
        Cases(folder).AsParallel().AsOrdered().Select(ConformanceRun.Of);

    private static IEnumerable<ConformanceOutcome> RunLines(string file)
    {
        foreach (var line in File.ReadLines(file).Where(static line => line.Length > 0))
        {
            var json = (RegoObject)RegoJson.Parse(Encoding.UTF8.GetBytes(line), JsonLimits.Trusted);
            var outcomes = json.ContainsKey(RegoString.Of("text")) ? CompileCase.Run(json)
                : [ConformanceRun.Of(ConformanceCase.From(json))];
            foreach (var outcome in outcomes)
            {
                yield return outcome;
            }
        }
    }

    private static IEnumerable<ConformanceCase> CasesOf(RegoValue file) =>
        file is RegoObject obj && obj.Get(RegoString.Of("cases")) is RegoArray cases
            ? cases.Items.ToArray().OfType<RegoObject>().Select(ConformanceCase.From)
            : [];
}
