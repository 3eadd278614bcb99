using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Replaying;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Statements;
using ShareBroker.Rego.Values;
using ShareBroker.Storage.Log;
using ShareBroker.Storage.Records;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker bench replay</c>: fills a store with past requests made from scenarios and decides them again.</summary>
internal static class BenchReplay
{
    private const int Together = 256;

    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var scenarios = new Option<string>("--scenarios") { Description = "Folder of scenarios",
            DefaultValueFactory = _ => "tests/cases/policies/scenarios" };
        var count = new Option<int>("--count") { Description = "Past requests", DefaultValueFactory = _ => 100_000 };
        var command = new Command("replay", "Measures how long past requests take to be decided again") { policies, scenarios, count };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("sharebroker-bench-");
            try
            {
                var console = parse.InvocationConfiguration;
                var bar = new ProgressBar(console.Error, "filling", !Console.IsErrorRedirected, TimeProvider.System);
                var set = PolicySet.Load(parse.GetValue(policies)!);
                var inputs = Inputs(set, parse.GetValue(scenarios)!);
                var (log, records) = await FillAsync(folder.FullName, inputs, parse.GetValue(count), bar, cancellationToken);
                bar.Finish();
                using var random = RandomNumberGenerator.Create();
                using var archive = DecisionArchive.Open(log, records, random);
                using var process = Process.GetCurrentProcess();
                var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
                var report = await PolicyReplay.RunAsync(
                    archive.ReadAsync(cancellationToken), PolicyDecide.Open(parse.GetValue(policies)!),
                    PolicyDecide.Open(parse.GetValue(policies)!), progress: null, cancellationToken);
                process.Refresh();
                console.Output.WriteLine(new JsonObject
                {
                    ["decisions"] = report.Decisions,
                    ["changes"] = report.Changes.Count,
                    ["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 2),
                    ["cpu_seconds"] = Math.Round((process.TotalProcessorTime - before).TotalSeconds, 2),
                    ["processors"] = Environment.ProcessorCount,
                }.ToJsonString());
                return report.Decisions == parse.GetValue(count) && report.Changes.Count == 0 ? 0 : 1;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static List<byte[]> Inputs(PolicySet set, string folder) =>
    [
        .. ScenarioFile.Read(folder)
            .Where(scenario => set.Regimes.Contains(scenario.Regime, StringComparer.Ordinal))
            .Select(static scenario => System.Text.Encoding.UTF8.GetBytes(RegoJson.Write(scenario.Input))),
    ];

    private static async Task<(StatementLogOptions Log, RecordStoreOptions Records)> FillAsync(
        string folder, List<byte[]> inputs, int count, ProgressBar bar, CancellationToken cancellationToken)
    {
        using var random = RandomNumberGenerator.Create();
        using var keys = LogKeys.Create("bench.example/log", random);
        var logOptions = new StatementLogOptions { Directory = Path.Combine(folder, "log"), FreeBytesMin = 0 };
        var recordOptions = new RecordStoreOptions
        {
            Directory = Path.Combine(folder, "records"), Key = RandomNumberGenerator.GetBytes(32),
        };
        await using var log = await SqliteStatementLog.OpenAsync(
            logOptions, keys, TimeProvider.System, random, static fault => Environment.FailFast(fault.Message), cancellationToken);
        await using var store = SqliteRecordStore.Open(recordOptions, random, static fault => Environment.FailFast(fault.Message));
        IDecisionInputs kept = store;
        for (var first = 0; first < count; first += Together)
        {
            await Task.WhenAll(Enumerable.Range(first, Math.Min(Together, count - first)).Select(async number =>
            {
                var jti = Ulid.Create(TimeProvider.System.GetUtcNow(), random);
                await kept.SaveAsync(jti, new KeptDecision { Input = inputs[number % inputs.Count] }, cancellationToken);
                await log.AppendAsync(Statement(jti, number), cancellationToken);
            }));
            bar.Report((first, count));
        }

        return (logOptions, recordOptions);
    }

    private static DenialDraft Statement(string jti, int number) => new()
    {
        Jti = jti,
        Decision = new DecisionMembers
        {
            Effect = StatementEffect.Deny,
            Requester = string.Create(CultureInfo.InvariantCulture, $"xx-example-{number % 7}"),
            Recipient = "xx-example",
            Holder = "xx-example-police",
            Regime = "xx.example",
            Forum = "xx.example",
            Purpose = "support.service_planning",
            LegalBasis = ["eu-gdpr:A6-1-e"],
            Reasons = ["deny_default"],
            Policy = new PolicyReference("sample", new string('0', 64), 0),
            Engine = "embedded/0.1.0",
        },
    };
}
