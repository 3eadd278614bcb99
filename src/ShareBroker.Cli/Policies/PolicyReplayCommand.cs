using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Policies.Replaying;
using ShareBroker.Server.Start;
using ShareBroker.Storage.Log;
using ShareBroker.Storage.Records;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy replay</c>: past requests decided again under a candidate.</summary>
internal static class PolicyReplayCommand
{
    public static Command Create()
    {
        var candidate = new Argument<string>("CANDIDATE") { Description = "Folder of the candidate's policies" };
        var policies = PolicyOptions.Policies();
        var data = new Option<string>("--data") { Description = "Data folder of a broker, which may be running", Required = true };
        var json = new Option<string?>("--json") { Description = "File that gets the whole report" };
        var top = new Option<int>("--top") { Description = "How many receipts to name", DefaultValueFactory = _ => 20 };
        var command = new Command("replay", "Decides past requests again under a candidate and says what would change")
        {
            candidate,
            policies,
            data,
            json,
            top,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var console = parse.InvocationConfiguration;
            var current = PolicyDecide.Open(parse.GetValue(policies)!);
            var next = PolicyDecide.Open(parse.GetValue(candidate)!);
            using var archive = OpenArchive(parse.GetValue(data)!);
            var bar = new ProgressBar(console.Error, "replaying", !Console.IsErrorRedirected, TimeProvider.System);
            var total = archive.Entries;
            var report = await PolicyReplay.RunAsync(
                archive.ReadAsync(cancellationToken), current, next, new Counter(bar, total), cancellationToken);
            bar.Finish();
            Write(console.Output, report, parse.GetValue(top));
            if (parse.GetValue(json) is { } file)
            {
                await File.WriteAllTextAsync(file, ToJson(report).ToJsonString() + "\n", cancellationToken);
            }

            return report.Failed == 0 ? 0 : 1;
        });
        return command;
    }

    private static DecisionArchive OpenArchive(string data)
    {
        var key = Path.Combine(data, "keys", "records.pem");
        if (!File.Exists(key))
        {
            throw new Faults.UsageException($"there is no key of records in '{data}'; name the data folder of a broker");
        }

        using var random = RandomNumberGenerator.Create();
        return DecisionArchive.Open(
            new StatementLogOptions { Directory = Path.Combine(data, "log") },
            new RecordStoreOptions { Directory = Path.Combine(data, "records"), Key = SecretFile.Load(key) },
            random);
    }

    /// <summary>The report for a reader: sums, groups, fields, and receipts by name.</summary>
    internal static void Write(TextWriter output, ReplayReport report, int top)
    {
        var kinds = report.Changes.ToLookup(static change => change.Kind);
        output.WriteLine($"{report.Decisions} past decisions, {report.Changes.Count} would change: " +
            $"{kinds[ReplayChangeKind.Permitted].Count()} become permits, {kinds[ReplayChangeKind.Denied].Count()} become denials, " +
            $"{kinds[ReplayChangeKind.Fields].Count()} give other fields, {kinds[ReplayChangeKind.Terms].Count()} only other terms");
        if (report.Destroyed > 0)
        {
            output.WriteLine($"{report.Destroyed} have no input any more");
        }

        if (report.Failed > 0)
        {
            output.WriteLine($"{report.Failed} could not be decided and count as denials");
        }

        foreach (var group in report.Groups.Where(static group => group.Permitted + group.Denied + group.Fields + group.Terms > 0))
        {
            output.WriteLine($"  {group.Regime} {group.Agency}: {group.Decisions} decisions, +{group.Permitted} permits, " +
                $"-{group.Denied} permits, {group.Fields} other fields, {group.Terms} other terms");
        }

        foreach (var (change, count) in report.Fields.Take(top))
        {
            output.WriteLine($"  field {change.Path}: {change.Before} -> {change.After}, {count} times");
        }

        var gravest = report.Changes.OrderByDescending(static change => change.Kind).ThenBy(static change => change.Index);
        foreach (var change in gravest.Take(top))
        {
            output.WriteLine($"  receipt {change.Receipt} (entry {change.Index}, {change.Regime}, {change.Agency}): " +
                $"{string.Join(' ', change.ReasonsBefore)} -> {string.Join(' ', change.ReasonsAfter)}");
        }
    }

    private static JsonObject ToJson(ReplayReport report) => new()
    {
        ["decisions"] = report.Decisions,
        ["destroyed"] = report.Destroyed,
        ["failed"] = report.Failed,
        ["groups"] = JsonSerializer.SerializeToNode(report.Groups, Options),
        ["fields"] = new JsonArray([.. report.Fields.Select(static field => new JsonObject
        {
            ["path"] = field.Change.Path, ["before"] = field.Change.Before, ["after"] = field.Change.After, ["count"] = field.Count,
        })]),
        ["changes"] = JsonSerializer.SerializeToNode(report.Changes, Options),
    };

    private static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private sealed class Counter(ProgressBar bar, long total) : IProgress<long>
    {
        public void Report(long value) => bar.Report((value, total));
    }
}
