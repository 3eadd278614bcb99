using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Log;
using ShareBroker.Storage.Log;

namespace ShareBroker.Cli.Receipts;

/// <summary>
/// <c>sharebroker bench append</c>: entries a second and latency of the whole append (encode, sign, commit, head, proof) at several
/// concurrencies, against writing the same octets to a file with one sync for each, measured in the same run on the same disk.
/// </summary>
internal static class BenchAppend
{
    private static readonly int[] Concurrencies = [1, 4, 16, 64, 256];

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Only the JSON line" };
        var seconds = new Option<double>("--seconds") { Description = "How long each case runs", DefaultValueFactory = _ => 2 };
        var data = new Option<string?>("--data") { Description = "Folder on the disk to measure; a temporary one by default" };
        var command = new Command("append", "Measures appends against one sync for each entry") { json, seconds, data };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var root = Directory.CreateDirectory(
                Path.Combine(parse.GetValue(data) ?? Path.GetTempPath(), $"sharebroker-bench-{Environment.ProcessId}"));
            try
            {
                var output = parse.GetValue(json) ? TextWriter.Null : parse.InvocationConfiguration.Output;
                var result = await MeasureAsync(root.FullName, TimeSpan.FromSeconds(parse.GetValue(seconds)), output, cancellationToken);
                parse.InvocationConfiguration.Output.WriteLine(result.ToJsonString());
                return 0;
            }
            finally
            {
                root.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<JsonObject> MeasureAsync(
        string folder, TimeSpan duration, TextWriter output, CancellationToken cancellationToken)
    {
        using var random = RandomNumberGenerator.Create();
        using var keys = LogKeys.Create("bench.example/log", random);
        var options = new StatementLogOptions { Directory = Path.Combine(folder, "store"), FreeBytesMin = 0 };
        await using var log = await SqliteStatementLog.OpenAsync(
            options, keys, TimeProvider.System, random, static fault => Environment.FailFast(fault.Message), cancellationToken);
        await RunAsync(log, concurrency: 16, TimeSpan.FromMilliseconds(500), cancellationToken);
        var sizeBytes = (await log.EntryAsync(1, cancellationToken))!.Payload.Length;

        var cases = new JsonArray();
        output.WriteLine("concurrency   entries/s     p50 ms     p99 ms   syncs/s   ratio");
        foreach (var concurrency in Concurrencies)
        {
            // The yardstick is measured beside each case: a shared disk is another disk a second later.
            var syncs = Syncs(Path.Combine(folder, "yardstick"), sizeBytes, duration / 2);
            var latencies = await RunAsync(log, concurrency, duration, cancellationToken);
            var perSecond = latencies.Count / duration.TotalSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{concurrency,11} {perSecond,11:0} {At(latencies, 0.5),10:0.00} {At(latencies, 0.99),10:0.00} " +
                $"{syncs,9:0} {perSecond / syncs,7:0.00}"));
            cases.Add(new JsonObject
            {
                ["concurrency"] = concurrency,
                ["entries_per_second"] = Math.Round(perSecond),
                ["p50_ms"] = Math.Round(At(latencies, 0.5), 3),
                ["p99_ms"] = Math.Round(At(latencies, 0.99), 3),
                ["syncs_per_second"] = Math.Round(syncs),
                ["ratio"] = Math.Round(perSecond / syncs, 2),
            });
        }

        return new JsonObject { ["cases"] = cases, ["entry_bytes"] = sizeBytes, ["entries"] = log.Head.Size };
    }

    /// <summary>The yardstick: the same octets appended to a file, one sync for each.</summary>
    private static double Syncs(string file, int sizeBytes, TimeSpan duration)
    {
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write);
        var entry = new byte[sizeBytes];
        var clock = Stopwatch.StartNew();
        long count = 0;
        while (clock.Elapsed < duration)
        {
            RandomAccess.Write(handle, entry, count * sizeBytes);
            DurableFile.Sync(handle);
            count++;
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    private static async Task<List<double>> RunAsync(
        IStatementLog log, int concurrency, TimeSpan duration, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        long number = 0;
        var lists = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(
            async () =>
            {
                var latencies = new List<double>();
                while (clock.Elapsed < duration)
                {
                    var start = Stopwatch.GetTimestamp();
                    await log.AppendAsync(SampleStatements.Referral(Interlocked.Increment(ref number)), cancellationToken);
                    latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                return latencies;
            },
            cancellationToken)));
        return [.. lists.SelectMany(static list => list).Order()];
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * share)];
}
