using System.Diagnostics;
using ShareBroker.Tests;

namespace ShareBroker.EndToEnd.Tests;

/// <summary>Runs commands as a user would, in the repository's root.</summary>
internal static class Shell
{
    public static async Task<(int Status, string Output, string Error)> RunAsync(string command, TimeSpan patience)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            UseShellExecute = false,
            WorkingDirectory = TestPlaces.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var end = new CancellationTokenSource(patience);
        var output = process.StandardOutput.ReadToEndAsync(end.Token);
        var error = process.StandardError.ReadToEndAsync(end.Token);
        try
        {
            await process.WaitForExitAsync(end.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{command}' had not ended after {patience.TotalSeconds:0} s", late);
        }
    }
}
