using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using ShareBroker.Cli.Stage;

namespace ShareBroker.Cli.Serving;

/// <summary>
/// <c>sharebroker bench disclose</c>: whole disclosures (mutual TLS, token, decision twice, order, fetch from a holder that verifies it,
/// release; two durable entries) against a bare echo on the same server software, in the same run, all on this machine. The
/// broker is a process of its own, so that what it computes for a disclosure can be told beside the rate that all reach together.
/// </summary>
internal static class BenchDisclose
{
    private const int EchoBytes = 1_024;
    private const int ChannelCount = 4;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Seconds for each figure", DefaultValueFactory = static _ => 3 };
        var warmUp = new Option<int>("--warm-up")
        {
            Description = "Seconds before the first figure, for a broker that has run for a while",
            DefaultValueFactory = static _ => 8,
        };
        var callers = new Option<int[]>("--callers") { Description = "Calls at once", DefaultValueFactory = static _ => [1, 8, 32] };
        callers.AllowMultipleArgumentsPerToken = true;
        var policies = new Option<string>("--policies")
        {
            Description = "Folder of the policies",
            DefaultValueFactory = static _ => "policies",
        };
        var json = new Option<bool>("--json") { Description = "Only the last line" };
        var command = new Command("disclose", "Disclosures a second through a real broker and a real holder")
        {
            seconds, warmUp, callers, policies, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var output = parse.InvocationConfiguration.Output;
            var time = TimeSpan.FromSeconds(Math.Max(1, parse.GetValue(seconds)));
            await using var stage = new BenchStage(parse.GetValue(policies)!, StagePorts.Free(1)[0]);
            ProcessBroker? broker = null;
            await stage.StartAsync(
                async (setup, cancel) => broker = await ProcessBroker.StartAsync(setup, isMeasured: true, cancel), cancellationToken);
            var rows = new List<BenchRow>();
            var first = TimeSpan.FromSeconds(Math.Max(1, parse.GetValue(warmUp)));
            foreach (var count in parse.GetValue(callers)!)
            {
                var (disclose, computed) = await DiscloseAsync(
                    stage, broker!, count, rows.Count == 0 ? first : WarmUp, time, cancellationToken);
                rows.Add(new BenchRow(disclose, computed, await EchoAsync(stage, count, time, cancellationToken)));
                if (!parse.GetValue(json))
                {
                    await output.WriteLineAsync(Line(rows[^1]));
                }
            }

            await output.WriteLineAsync(Json(rows));
            return 0;
        });
        return command;
    }

    private static async Task<(LoadFigure Figure, (double Broker, double Agencies) Computed)> DiscloseAsync(
        BenchStage stage, ProcessBroker broker, int callers, TimeSpan warmUp, TimeSpan time, CancellationToken cancellationToken)
    {
        var before = default(ComputedTimes);
        var clients = Enumerable.Range(0, Math.Min(ChannelCount, callers)).Select(_ => stage.ClientOf()).ToList();
        var number = 0;
        var figure = await LoadRun.MeasureAsync(
            callers,
            warmUp,
            time,
            async caller =>
            {
                var mine = Interlocked.Increment(ref number);

                // The SDK verifies every receipt: what is measured is an answer that an agency may use.
                var answer = await clients[caller % clients.Count].DiscloseAsync(
                    $"bench-{callers}-{mine:D12}", BenchStage.Terms(mine), cancellationToken);
                if (!answer.IsReleased)
                {
                    throw new InvalidOperationException($"a disclosure came to {answer.Message.State}");
                }
            },
            () => before = ComputedTimes.Of(broker),
            cancellationToken);
        return (figure, ComputedTimes.Of(broker).MsACallSince(before, figure.Count));
    }

    private static async Task<LoadFigure> EchoAsync(BenchStage stage, int callers, TimeSpan time, CancellationToken cancellationToken)
    {
        using var certificate = stage.BrokerCertificate;
        await using var echo = await EchoHost.StartAsync(certificate, cancellationToken);
        var channels = Enumerable.Range(0, Math.Min(ChannelCount, callers)).Select(_ => Channel(stage, echo.Address)).ToList();
        var message = new byte[EchoBytes];
        try
        {
            return await LoadRun.MeasureAsync(
                callers,
                WarmUp,
                time,
                async caller =>
                {
                    using var call = channels[caller % channels.Count].CreateCallInvoker()
                        .AsyncUnaryCall(EchoHost.Echo, host: null, new CallOptions(cancellationToken: cancellationToken), message);
                    await call.ResponseAsync;
                },
                static () => { },
                cancellationToken);
        }
        finally
        {
            channels.ForEach(static channel => channel.Dispose());
        }
    }

    private static GrpcChannel Channel(BenchStage stage, Uri address)
    {
        var options = stage.OptionsOf();
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.ClientCertificates = [options.Certificate];
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => options.Certificate;
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(options.Authorities);
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    private static string Line(BenchRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Disclose.Callers,4} callers: {row.Disclose.PerSecond,8:F0} disclosures/s, "
        + $"p50 {row.Disclose.P50Ms:F1} ms, p99 {row.Disclose.P99Ms:F1} ms; "
        + $"computed a disclosure: broker {row.Computed.Broker:F2} ms, "
        + $"holder and callers {row.Computed.Agencies:F2} ms; "
        + $"echo {row.Echo.PerSecond,8:F0}/s, p50 {row.Echo.P50Ms:F2} ms; ratio {row.Ratio:F4}");

    private static string Json(IEnumerable<BenchRow> rows) => JsonSerializer.Serialize(new
    {
        cases = rows.Select(static row => new
        {
            callers = row.Disclose.Callers,
            disclosures_per_second = Math.Round(row.Disclose.PerSecond, 1),
            p50_ms = Math.Round(row.Disclose.P50Ms, 2),
            p99_ms = Math.Round(row.Disclose.P99Ms, 2),
            broker_cpu_ms = Math.Round(row.Computed.Broker, 3),
            agencies_cpu_ms = Math.Round(row.Computed.Agencies, 3),
            echo_per_second = Math.Round(row.Echo.PerSecond, 1),
            echo_p50_ms = Math.Round(row.Echo.P50Ms, 3),
            ratio = Math.Round(row.Ratio, 5),
        }),
    });
}
