using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;

namespace ShareBroker.Cli.Serving;

/// <summary>
/// <c>sharebroker bench disclose</c>: whole disclosures (mutual TLS, token, decision twice, order, fetch from a holder that verifies it,
/// release; two durable entries) against a bare echo on the same server software, in the same run, all on this machine.
/// </summary>
internal static class BenchDisclose
{
    private const int EchoBytes = 1_024;
    private const int ChannelCount = 4;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Seconds for each figure", DefaultValueFactory = static _ => 3 };
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
            seconds, callers, policies, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var output = parse.InvocationConfiguration.Output;
            var time = TimeSpan.FromSeconds(Math.Max(1, parse.GetValue(seconds)));
            await using var stage = new BenchStage(parse.GetValue(policies)!);
            await stage.StartAsync(static async (setup, cancel) => await HostedBroker.StartAsync(setup, cancel), cancellationToken);
            var rows = new List<(LoadFigure Disclose, LoadFigure Echo)>();
            foreach (var count in parse.GetValue(callers)!)
            {
                rows.Add((
                    await DiscloseAsync(stage, count, time, cancellationToken),
                    await EchoAsync(stage, count, time, cancellationToken)));
                if (!parse.GetValue(json))
                {
                    await output.WriteLineAsync(Line(rows[^1].Disclose, rows[^1].Echo));
                }
            }

            await output.WriteLineAsync(Json(rows));
            return 0;
        });
        return command;
    }

    private static async Task<LoadFigure> DiscloseAsync(BenchStage stage, int callers, TimeSpan time, CancellationToken cancellationToken)
    {
        var clients = Enumerable.Range(0, Math.Min(ChannelCount, callers)).Select(_ => stage.ClientOf()).ToList();
        var number = 0;
        var figure = await LoadRun.MeasureAsync(
            callers,
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
            cancellationToken);
        return figure;
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
                time,
                async caller =>
                {
                    using var call = channels[caller % channels.Count].CreateCallInvoker()
                        .AsyncUnaryCall(EchoHost.Echo, host: null, new CallOptions(cancellationToken: cancellationToken), message);
                    await call.ResponseAsync;
                },
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

    private static string Line(LoadFigure disclose, LoadFigure echo) => string.Create(
        CultureInfo.InvariantCulture,
        $"{disclose.Callers,4} callers: {disclose.PerSecond,8:F0} disclosures/s, p50 {disclose.P50Ms:F1} ms, p99 {disclose.P99Ms:F1} ms; "
        + $"echo {echo.PerSecond,8:F0}/s, p50 {echo.P50Ms:F2} ms; ratio {disclose.PerSecond / echo.PerSecond:F4}");

    private static string Json(IEnumerable<(LoadFigure Disclose, LoadFigure Echo)> rows) => JsonSerializer.Serialize(new
    {
        cases = rows.Select(static row => new
        {
            callers = row.Disclose.Callers,
            disclosures_per_second = Math.Round(row.Disclose.PerSecond, 1),
            p50_ms = Math.Round(row.Disclose.P50Ms, 2),
            p99_ms = Math.Round(row.Disclose.P99Ms, 2),
            echo_per_second = Math.Round(row.Echo.PerSecond, 1),
            echo_p50_ms = Math.Round(row.Echo.P50Ms, 3),
            ratio = Math.Round(row.Disclose.PerSecond / row.Echo.PerSecond, 5),
        }),
    });
}
