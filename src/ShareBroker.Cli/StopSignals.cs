using System.Runtime.InteropServices;

namespace ShareBroker.Cli;

/// <summary>
/// Turns SIGINT and SIGTERM into a cancellation. What does not end within its grace, or is told a second time, ends the process as the
/// signal would have, without a word more: nothing that is acknowledged depends on an orderly end.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TimeSpan _grace;
    private int _told;
    private Timer? _end;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="grace">How long the work may take to end in order.</param>
    public StopSignals(TimeSpan grace)
    {
        _grace = grace;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        Array.ForEach(_registrations, static registration => registration.Dispose());
        _end?.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        // 128 and the number of the signal, as shells tell it.
        var status = context.Signal == PosixSignal.SIGINT ? 130 : 143;
        context.Cancel = true;
        if (Interlocked.Exchange(ref _told, 1) == 1)
        {
            Environment.Exit(status);
        }

        _end = new Timer(_ => Environment.Exit(status), state: null, _grace, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
