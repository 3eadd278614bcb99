using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Tree;
using ShareBroker.Storage.Log;
using Xunit.Abstractions;

namespace ShareBroker.Storage.Tests.Log;

/// <summary>
/// A real process appends under load and is killed (SIGKILL) at a random moment, again and again on the same store. Every receipt that it
/// printed must be in the log afterwards and verify, and every head it signed must be a beginning of the last. A store takes twenty kills,
/// then all receipts it ever acknowledged are looked for once more and the next store begins: opening re-derives the whole store, so one
/// that only grew would make each cycle slower than the one before.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const string Origin = "broker.example/log/kill";
    private const int KillsPerStore = 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("sharebroker-kill-").FullName;
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();

    public void Dispose()
    {
        _random.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task No_acknowledged_receipt_is_lost_when_the_process_is_killed_under_load()
    {
        var stores = Environment.GetEnvironmentVariable("SHAREBROKER_LONG") == "1" ? 10 : 1;
        using var keys = KeyFiles.Create(Path.Combine(_folder, "keys"), Origin, _random);
        var random = new Random(9);
        var acknowledged = 0;
        for (var store = 0; store < stores; store++)
        {
            acknowledged += await KillStoreAsync(keys, random, Path.Combine(_folder, $"store-{store}"));
            Directory.Delete(Path.Combine(_folder, $"store-{store}"), recursive: true);
            Progress($"{(store + 1) * KillsPerStore} kills, {acknowledged} acknowledged receipts, 0 lost");
        }

        acknowledged.ShouldBeGreaterThan(stores * KillsPerStore);
    }

    // The console as well: a long run is silent otherwise until it ends.
    private void Progress(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }

    private async Task<int> KillStoreAsync(LogKeys keys, Random random, string store)
    {
        var all = new List<Receipt>();
        for (var cycle = 0; cycle < KillsPerStore; cycle++)
        {
            var receipts = await RunUntilKilledAsync(random, store);
            await AllAreInTheLogAsync(keys, store, receipts);
            all.AddRange(receipts);
        }

        await AllAreInTheLogAsync(keys, store, all);
        return all.Count;
    }

    private async Task AllAreInTheLogAsync(LogKeys keys, string store, List<Receipt> receipts)
    {
        var verifier = new ReceiptVerifier(
            TlogPolicy.Parse(TlogPolicy.TextFor(keys.Heads.Verifier)), new JwkSet([keys.Statement.PublicKey]));
        var options = new StatementLogOptions { Directory = store, FreeBytesMin = 0 };
        await using var log = await SqliteStatementLog.OpenAsync(
            options, keys, TimeProvider.System, _random, static fault => throw fault, default);
        foreach (var receipt in receipts)
        {
            var verified = verifier.Verify(receipt, []).ShouldBeOfType<ReceiptVerdict.Verified>();
            (await log.EntryAsync(verified.Index, default))!.LeafHash.ShouldBe(verified.LeafHash);
        }

        foreach (var head in receipts.Select(receipt => TlogProof.Parse(receipt.Proof).Checkpoint).DistinctBy(head => head.Size))
        {
            var proof = await log.ConsistencyProofAsync(head.Size, log.Head.Size, default);
            MerkleProof.VerifyConsistency(head.Size, head.Root, log.Head.Size, log.Head.Root, proof).ShouldBeTrue();
        }
    }

    private static string Program()
    {
        // artifacts/bin/<project>/<configuration>/ holds both the tests and the process.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "ShareBroker.Cli", here.Name, "sharebroker.dll");
    }

    private async Task<List<Receipt>> RunUntilKilledAsync(Random random, string store)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                Program(), "log", "soak", "--data", store, "--keys", Path.Combine(_folder, "keys"), "--origin", Origin,
            },
        };
        using var process = Process.Start(start)!;
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = ReadAsync(process.StandardOutput.BaseStream, first);
        if (random.Next(4) > 0)
        {
            await Task.WhenAny(first.Task, Task.Delay(TimeSpan.FromSeconds(30)));
        }

        // A quarter of the kills come somewhere during the start.
        await Task.Delay(random.Next(0, 300));
        process.Kill();
        await process.WaitForExitAsync();

        // Only whole lines were acknowledged; the last may be cut.
        var text = Encoding.UTF8.GetString(await reading);
        return [.. text.Split('\n')[..^1].Select(line => Receipt.Parse(Encoding.UTF8.GetBytes(line)))];
    }

    private static async Task<byte[]> ReadAsync(Stream stream, TaskCompletionSource first)
    {
        using var printed = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            printed.Write(buffer, 0, count);
            first.TrySetResult();
        }

        return printed.ToArray();
    }
}
