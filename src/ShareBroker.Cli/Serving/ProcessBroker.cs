using ShareBroker.Cli.Stage;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;

namespace ShareBroker.Cli.Serving;

/// <summary>A broker in a process of its own, which can be killed and started again on the same folder.</summary>
internal sealed class ProcessBroker : IStageBroker
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);

    private readonly TrialSetup _setup;
    private readonly bool _isMeasured;
    private StageProcess? _process;

    private ProcessBroker(TrialSetup setup, bool isMeasured) => (_setup, _isMeasured) = (setup, isMeasured);

    /// <summary>What it has computed so far.</summary>
    public TimeSpan ProcessorTime => _process!.ProcessorTime;

    /// <inheritdoc/>
    public Uri Address => new("https://" + SettingsReader.Read(_setup.SettingsFile).Listen);

    /// <inheritdoc/>
    public string PublicFolder => Path.Combine(_setup.Folder, "data", "public");

    public static async Task<ProcessBroker> StartAsync(TrialSetup setup, bool isMeasured, CancellationToken cancellationToken)
    {
        var broker = new ProcessBroker(setup, isMeasured);
        try
        {
            await broker.StartAsync(cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, again after <see cref="Kill"/>; returns once it serves.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var log = Path.Combine(_setup.Folder, "broker.log");
        _process = StageProcess.Start("broker", ["serve", "--config", _setup.SettingsFile], log, _isMeasured);
        await _process.WaitForLineAsync(" serves ", " serves ", StartTimeMax, cancellationToken);
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public void Kill() => _process!.Kill();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
