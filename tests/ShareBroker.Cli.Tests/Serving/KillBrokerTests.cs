using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Grpc.Core;
using ShareBroker.Cli.Serving;
using ShareBroker.Cli.Stage;
using ShareBroker.Client;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Notes;
using ShareBroker.Tests;
using Xunit.Abstractions;

namespace ShareBroker.Cli.Tests.Serving;

/// <summary>
/// A whole broker in a process of its own is killed (SIGKILL) while agencies ask, and started again on the same folder. Each answer that an
/// agency got must be there afterwards: the same idempotency key brings the same statement and payload. A request that was cut off comes to
/// one definite end under its key.
/// </summary>
public sealed class KillBrokerTests(ITestOutputHelper output)
{
    private const int CallersPerCycle = 8;

    [Fact]
    public async Task An_answer_survives_the_kill_of_its_broker_and_its_key_brings_it_again()
    {
        var cycles = Environment.GetEnvironmentVariable("SHAREBROKER_LONG") == "1" ? 60 : 4;
        await using var stage = new BenchStage(Path.Combine(TestPlaces.Root, "policies"), StagePorts.Free(1)[0]);
        ProcessBroker? broker = null;
        await stage.StartAsync(
            async (setup, cancellationToken) => broker = await ProcessBroker.StartAsync(setup, isMeasured: false, cancellationToken),
                CancellationToken.None);
        var random = new Random(11);
        var (answered, cut) = (0, 0);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var asked = await AskUntilKilledAsync(stage, broker!, cycle, random);
            await broker!.StartAsync(CancellationToken.None);
            await AllAreAnsweredAsync(stage, asked);
            answered += asked.Count(static each => each.Value is not null);
            cut += asked.Count(static each => each.Value is null);
            Console.WriteLine($"{cycle + 1} kills of a broker, {answered} answers kept, {cut} cut off and ended under their key");
        }

        output.WriteLine($"{cycles} kills, {answered} answers, {cut} cut off");
        answered.ShouldBeGreaterThan(cycles);
        var verified = new StringWriter();
        var faults = new StringWriter();
        broker!.Kill();
        var trust = Path.Combine(stage.Data, "public", "trust.txt");
        string[] verify = ["log", "verify", "--store", Path.Combine(stage.Data, "log"), "--trust", trust];
        CommandLine.Run(verify, verified, faults).ShouldBe(0, faults.ToString());
    }

    // Key to answer; a call that the kill cut off has none.
    private static async Task<ConcurrentDictionary<string, VerifiedAnswer?>> AskUntilKilledAsync(
        BenchStage stage, ProcessBroker broker, int cycle, Random random)
    {
        var asked = new ConcurrentDictionary<string, VerifiedAnswer?>();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asking = Enumerable.Range(0, CallersPerCycle).Select(caller => Task.Run(async () =>
        {
            var client = stage.ClientOf();
            for (var number = 0; ; number++)
            {
                var key = $"kill-{cycle:D4}-{caller:D2}-{number:D6}";
                asked[key] = null;
                try
                {
                    asked[key] = await client.DiscloseAsync(key, BenchStage.Terms(NumberOf(key)), CancellationToken.None);
                    first.TrySetResult();
                }
                catch (Exception fault) when (fault is BrokerCallException or RpcException or HttpRequestException or IOException)
                {
                    return;
                }
            }
        })).ToList();
        await Task.WhenAny(first.Task, Task.WhenAll(asking), Task.Delay(TimeSpan.FromSeconds(60)));
        await Task.Delay(random.Next(0, 400));
        broker.Kill();
        await Task.WhenAll(asking);
        return asked;
    }

    private static async Task AllAreAnsweredAsync(BenchStage stage, ConcurrentDictionary<string, VerifiedAnswer?> asked)
    {
        var client = stage.ClientOf();
        foreach (var (key, before) in asked)
        {
            var after = await client.DiscloseAsync(key, BenchStage.Terms(NumberOf(key)), CancellationToken.None);

            after.IsReleased.ShouldBeTrue(after.Message.State.ToString());
            if (before is not null)
            {
                after.Message.DisclosureId.ShouldBe(before.Message.DisclosureId);
                StatementOf(after).ShouldBe(StatementOf(before));
                after.Message.Payload.Content.ToStringUtf8().ShouldBe(before.Message.Payload.Content.ToStringUtf8());
            }
        }
    }

    // The statement with its disclosures, and its place; the proof may be of a later head.
    private static string StatementOf(VerifiedAnswer answer)
    {
        var receipt = Receipt.Parse(answer.Message.Receipt.Content.Memory);
        return TlogProof.Parse(receipt.Proof).Index + " " + JsonNode.Parse(receipt.ToJson())!["sd_jwt"];
    }

    private static int NumberOf(string key) => (int)(uint.Parse(key[^6..]) * CallersPerCycle + uint.Parse(key.Split('-')[2]));
}
