using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShareBroker.Disclosure.Ordering;

namespace ShareBroker.Server.Start;

/// <summary>Keeps the worker of waiting orders running as long as the broker does.</summary>
internal sealed class OrderService(OrderWorker worker, TimeProvider time, ILogger<OrderService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await worker.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // One order that nobody foresaw must not stop all the others.
                StartLog.WorkerFailed(logger, fault.GetType().Name);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
