using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShareBroker.Receipts.Log;

namespace ShareBroker.Server.Start;

/// <summary>Activates approved policies at their appointed time.</summary>
internal sealed class PolicyClock(PolicyRooms policies, TimeProvider time, ILogger<PolicyClock> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (policies.Life is not { } life)
        {
            return;
        }

        using var timer = new PeriodicTimer(LookInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    foreach (var code in await life.ActivateDueAsync(stoppingToken))
                    {
                        StartLog.NotActivated(logger, code);
                    }
                }
                catch (Exception fault) when (fault is LogUnavailableException or IOException or Policies.PolicyException)
                {
                    StartLog.NotActivated(logger, (fault as Policies.PolicyException)?.Code ?? "log_unavailable");
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The broker stops.
        }
    }
}
