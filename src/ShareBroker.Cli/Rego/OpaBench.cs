using System.Diagnostics;
using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>Lets a real OPA measure itself on the same work.</summary>
internal static class OpaBench
{
    // The median of the evaluations alone, without reading the input.
    private const string Figure = "histogram_timer_rego_query_eval_ns_median";

    /// <summary>The program named by <c>$OPA</c>, or <c>opa</c> on the path, or null.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("OPA") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, "opa"))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Nanoseconds for one evaluation, the median of a run of <c>opa bench</c>, or null when it gave no figure.</summary>
    public static double? Measure(string opa, BenchCase example)
    {
        var output = Run(opa, ["bench", .. Data(example.Policies), "-i", example.InputFiles[0], example.Query, "--format", "gobench"]);
        var words = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var unit = Array.IndexOf(words, Figure);
        return unit > 0 && RegoNumber.TryParse(words[unit - 1], out var number)
            ? double.Parse(number!.Text, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>OPA's answer to a request, or null when it is undefined.</summary>
    public static RegoValue? Answer(string opa, BenchCase example, string inputFile)
    {
        var output = Run(opa, ["eval", .. Data(example.Policies), "-i", inputFile, example.Query, "--format", "json"]);
        var results = (RegoJson.Parse(output) as RegoObject)?.Get(RegoString.Of("result")) as RegoArray;
        var expressions = (results?[0] as RegoObject)?.Get(RegoString.Of("expressions")) as RegoArray;
        return (expressions?[0] as RegoObject)?.Get(RegoString.Of("value"));
    }

    /// <summary>Nanoseconds that OPA takes to parse and compile modules, without reading their files.</summary>
    public static double Compile(string opa, string modules)
    {
        var output = (RegoObject)RegoJson.Parse(Run(opa, ["eval", "--metrics", "-d", modules, "true", "--format", "json"]));
        var metrics = (RegoObject)output.Get(RegoString.Of("metrics"))!;
        return Number("timer_rego_module_parse_ns") + Number("timer_rego_module_compile_ns");

        double Number(string name) => double.Parse(metrics.Get(RegoString.Of(name))!.ToString(), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a program, gives back what it printed, and optionally hears of the process while it runs.</summary>
    public static string Run(string program, IEnumerable<string> arguments, Action<Process>? whileRunning = null)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        whileRunning?.Invoke(process);
        var text = output.GetAwaiter().GetResult();
        process.WaitForExit();
        error.GetAwaiter().GetResult();
        return text;
    }

    private static IEnumerable<string> Data(IEnumerable<string> policies) => policies.SelectMany(static path => (string[])["-d", path]);
}
