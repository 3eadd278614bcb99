using System.Diagnostics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>Lets a real OPA measure itself on the same work.</summary>
internal static class OpaBench
{
    // The median of the evaluations alone, without reading the input.
    private const string Figure = "histogram_timer_rego_query_eval_ns_median";

    /// <summary>Nanoseconds for one evaluation, the median of a run of <c>opa bench</c>, or null when it gave no figure.</summary>
    public static double? Measure(string opa, string policy, string data, string input, string query)
    {
        var start = new ProcessStartInfo(opa) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["bench", "-d", policy, "-d", data, "-i", input, query, "--format", "gobench"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var words = process.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        error.GetAwaiter().GetResult();
        var unit = Array.IndexOf(words, Figure);
        return unit > 0 && RegoNumber.TryParse(words[unit - 1], out var number)
            ? double.Parse(number!.Text, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}
