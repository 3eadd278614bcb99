using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Log;
using ShareBroker.Storage.Log;

namespace ShareBroker.Cli.Receipts;

/// <summary>
/// <c>sharebroker log soak</c> (hidden): appends as fast as the log takes it and prints each receipt once it is acknowledged. Made to be
/// killed:
/// what it printed must be in the log afterwards.
/// </summary>
internal static class LogSoak
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of the store", Required = true };
        var keyFolder = new Option<string>("--keys") { Description = "Folder of the keys", Required = true };
        var origin = new Option<string>("--origin") { Description = "Name of the log", Required = true };
        var count = new Option<long>("--count") { Description = "How many to append", DefaultValueFactory = _ => long.MaxValue };
        var concurrency = new Option<int>("--concurrency") { Description = "How many at once", DefaultValueFactory = _ => 16 };
        var free = new Option<long>("--free-bytes") { Description = "Bytes that must stay free", DefaultValueFactory = _ => 0 };
        var open = new Option<bool>("--open") { Description = "Print receipts with all their disclosures" };
        var command = new Command("soak", "Appends without end and prints acknowledged receipts")
        {
            data,
            keyFolder,
            origin,
            count,
            concurrency,
            free,
            open,
        };
        command.Hidden = true;
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var keys = KeyFiles.Load(parse.GetValue(keyFolder)!, parse.GetValue(origin)!);
            using var random = RandomNumberGenerator.Create();
            var options = new StatementLogOptions { Directory = parse.GetValue(data)!, FreeBytesMin = parse.GetValue(free) };
            await using var log = await SqliteStatementLog.OpenAsync(options, keys, TimeProvider.System, random, Exit, cancellationToken);
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
            var print = parse.GetValue(open)
                ? static logged => logged.Receipt.WithDisclosures(logged.Disclosures)
                : (Func<LoggedStatement, Receipt>)(static logged => logged.Receipt);
            await AppendAsync(log, print, parse.GetValue(count), parse.GetValue(concurrency), output, cancellationToken);
            return 0;
        });
        return command;
    }

    // What was acknowledged must never depend on what a dying process still does: no finalisers, no flushing.
    private static void Exit(Exception fault)
    {
        Console.Error.WriteLine($"error: the log stopped: {fault.Message}");
        Environment.Exit(70);
    }

    private static async Task AppendAsync(
        IStatementLog log,
        Func<LoggedStatement, Receipt> print,
        long count,
        int concurrency,
        StreamWriter output,
        CancellationToken cancellationToken)
    {
        long taken = 0;
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(
            async () =>
            {
                long number;
                while ((number = Interlocked.Increment(ref taken)) <= count)
                {
                    try
                    {
                        var logged = await log.AppendAsync(SampleStatements.Referral(number), cancellationToken);
                        var line = Encoding.UTF8.GetString(print(logged).ToJson());
                        lock (gate)
                        {
                            output.WriteLine(line);
                        }
                    }
                    catch (LogUnavailableException fault) when (fault.IsOutcomeKnown)
                    {
                        lock (gate)
                        {
                            output.WriteLine($"refused: {fault.Message}");
                        }

                        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
                    }
                }
            },
            cancellationToken)));
    }
}
