using System.Diagnostics;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Runs a measurement as a program that embeds the engine runs: with the runtime's own default of compiling what is hot a second time for
/// what was seen. The broker's program turns that off, since a broker is often started anew.
/// </summary>
internal static class BenchHost
{
    private const string Setting = "DOTNET_TieredPGO";

    /// <summary>Whether this process runs by those defaults.</summary>
    public static bool IsUsual => Environment.GetEnvironmentVariable(Setting) is not null;

    /// <summary>Runs the same command in a process that does, and passes on what it prints and how it ends.</summary>
    public static int Run(TextWriter output, TextWriter errors)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Setting] = "1";
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(typeof(BenchHost).Assembly.Location);
        }

        foreach (var argument in Environment.GetCommandLineArgs().Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Pass(line.Data, errors);
        process.OutputDataReceived += (_, line) => Pass(line.Data, output);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        process.WaitForExit();
        return process.ExitCode;
    }

    // The last call has no line.
    private static void Pass(string? line, TextWriter writer)
    {
        if (line is not null)
        {
            writer.WriteLine(line);
        }
    }
}
