using System.Diagnostics;
using System.Text;

namespace ShareBroker.Cli.Stage;

/// <summary>One process of the stage: this same program with other arguments. Stopped, and in the end killed, when it is
/// disposed.</summary>
internal sealed class StageProcess : IAsyncDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly Lock _guard = new();

    private StageProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        AppDomain.CurrentDomain.ProcessExit += EndWithThisProcess;
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>It has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The last lines that it said, for a message about its failure.</summary>
    public string LastLines
    {
        get
        {
            lock (_guard)
            {
                return string.Join(" | ", _lines);
            }
        }
    }

    /// <summary>What it and its threads have computed so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts this program again with other arguments, small unless it is to be measured.</summary>
    public static StageProcess Start(string name, IEnumerable<string> arguments, string? logFile, bool isMeasured = false)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is not known");
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(program) is "dotnet" or "testhost")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "sharebroker.dll"));
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (!isMeasured)
        {
            // Six processes share one machine: small heaps and no tiering delays matter more here than peak speed.
            start.Environment["DOTNET_gcServer"] = "0";
            start.Environment["DOTNET_TieredPGO"] = "0";
        }

        var process = new Process { StartInfo = start };
        var stage = new StageProcess(name, process);
        var log = logFile is null ? null
            : TextWriter.Synchronized(new StreamWriter(logFile, append: true, Encoding.UTF8) { AutoFlush = true });
        process.OutputDataReceived += (_, said) => stage.Hear(said.Data, log);
        process.ErrorDataReceived += (_, said) => stage.Hear(said.Data, log);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return stage;
    }

    /// <summary>Waits until it has said a line with one of two texts.</summary>
    /// <exception cref="IOException">It ended or said nothing of the kind in time; the message has its last lines.</exception>
    public async Task WaitForLineAsync(string text, string orText, TimeSpan timeMax, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!HasSaid(text) && !HasSaid(orText))
        {
            if (_process.HasExited || clock.Elapsed > timeMax)
            {
                throw new IOException($"'{Name}' did not start; its last lines: {LastLines}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private bool HasSaid(string text)
    {
        lock (_guard)
        {
            return _lines.Any(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var asked = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(StopTimeMax);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
            }
        }

        AppDomain.CurrentDomain.ProcessExit -= EndWithThisProcess;
        _process.Dispose();
    }

    // Whoever stops this program hard does not leave its processes behind.
    private void EndWithThisProcess(object? sender, EventArgs arguments) => Kill();

    private void Hear(string? line, TextWriter? log)
    {
        if (line is null)
        {
            return;
        }

        log?.WriteLine(line);
        lock (_guard)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }
        }
    }
}
