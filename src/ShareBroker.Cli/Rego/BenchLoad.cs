using System.Diagnostics;
using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Loads far more data than fit a cache and evaluates one request, in a process of its own for each engine, and looks at the most memory
/// that each had at once (Linux only).
/// </summary>
internal static class BenchLoad
{
    private static readonly string[] Grown = ["catalogue", "regimes", "agreements", "agencies", "forums"];

    /// <summary>Both engines over the large data with so many times the entries.</summary>
    public static IReadOnlyList<(string Engine, long DataBytes, double Seconds, long PeakBytes)> Run(
        string folder, int times, string? opa, string scratch)
    {
        var data = Path.Combine(scratch, "data.json");
        Grow(Path.Combine(folder, "large", "data.json"), times, data);
        var size = new FileInfo(data).Length;
        var policy = Path.Combine(folder, "policy.rego");
        var input = Path.Combine(folder, "large", "input-60-0.json");
        const string Query = "data.broker.disclosure.decision.allow";
        string[] own = ["rego", "eval", "--data", policy, "--data", data, "--input", input, Query];
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(BenchLoad).Assembly.Location] : [];
        var results = new List<(string, long, double, long)> { Measure("sharebroker", size, host, [.. program, .. own]) };
        if (opa is not null)
        {
            results.Add(Measure("opa", size, opa, ["eval", "-d", policy, "-d", data, "-i", input, Query]));
        }

        File.Delete(data);
        return results;
    }

    private static (string Engine, long DataBytes, double Seconds, long PeakBytes) Measure(
        string engine, long size, string program, string[] arguments)
    {
        var peak = 0L;
        var start = Stopwatch.GetTimestamp();
        var output = OpaBench.Run(program, arguments, process =>
        {
            while (!process.WaitForExit(100))
            {
                peak = Math.Max(peak, PeakOf(process.Id));
            }
        });
        return output.Contains("true", StringComparison.Ordinal)
            ? (engine, size, Stopwatch.GetElapsedTime(start).TotalSeconds, peak)
            : throw new InvalidDataException($"{engine} did not answer as expected");
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // The same entries again and again under other keys.
    private static void Grow(string source, int times, string target)
    {
        var data = (RegoObject)BenchCase.Read(source);
        using var writer = new StreamWriter(target);
        writer.Write('{');
        for (var i = 0; i < data.Count; i++)
        {
            var name = ((RegoString)data.KeyAt(i)).Value;
            writer.Write($"{(i == 0 ? string.Empty : ",")}\"{name}\":");
            if (Grown.Contains(name))
            {
                Grow((RegoObject)data.ValueAt(i), times, writer);
            }
            else
            {
                writer.Write(RegoJson.Write(data.ValueAt(i)));
            }
        }

        writer.Write('}');
    }

    private static void Grow(RegoObject entries, int times, StreamWriter writer)
    {
        writer.Write('{');
        for (var i = 0; i < entries.Count; i++)
        {
            var key = ((RegoString)entries.KeyAt(i)).Value;
            var value = RegoJson.Write(entries.ValueAt(i));
            writer.Write($"{(i == 0 ? string.Empty : ",")}\"{key}\":{value}");
            for (var copy = 1; copy < times; copy++)
            {
                writer.Write($",\"{key}~{copy}\":{value}");
            }
        }

        writer.Write('}');
    }
}
