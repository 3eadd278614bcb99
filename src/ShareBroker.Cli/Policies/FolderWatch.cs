using System.CommandLine;

namespace ShareBroker.Cli.Policies;

/// <summary>Runs something again whenever a file of some folders changes. It looks twice a second, which works on every file
/// system.</summary>
internal static class FolderWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until interrupted; gives the last exit status. What goes wrong in a run is printed and the watch goes on.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> places, Func<int> run, InvocationConfiguration console, TimeProvider time,
            CancellationToken cancellationToken)
    {
        var status = 0;
        string? seen = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var now = Fingerprint(places);
            if (now != seen)
            {
                seen = now;
                status = Try(run, console);
                await console.Output.WriteLineAsync("watching; interrupt to end").ConfigureAwait(false);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return status;
    }

    private static int Try(Func<int> run, InvocationConfiguration console)
    {
        try
        {
            return run();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            console.Error.WriteLine("error: " + Faults.Describe(fault));
            return Faults.ExitStatus(fault);
        }
    }

    private static string Fingerprint(IReadOnlyList<string> places) => string.Join('\n', places.SelectMany(Files).Select(file =>
        $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"));

    private static IEnumerable<FileInfo> Files(string place) => Directory.Exists(place)
        ? new DirectoryInfo(place).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".rego" or ".json" || file.Name == ".manifest")
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
        : File.Exists(place) ? [new FileInfo(place)] : [];
}
