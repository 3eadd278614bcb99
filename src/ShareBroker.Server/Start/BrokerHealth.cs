using Microsoft.Extensions.Hosting;
using ShareBroker.Policies.Deciding;
using ShareBroker.Wire.Health;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace ShareBroker.Server.Start;

/// <summary>
/// Says <c>SERVING</c> only while an entry could be written and policies are in force: the log has not failed, it has not refused an entry
/// for some seconds, and its disk has room.
/// </summary>
internal sealed class BrokerHealth(HealthService health, PolicySeat policies, string dataFolder, TimeProvider time) : BackgroundService
{
    private const long FreeBytesMin = 32L << 20;

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(3);

    private long _refusedAt = long.MinValue;
    private volatile bool _hasFailed;

    /// <summary>The log refused an entry.</summary>
    public void LogRefused()
    {
        Volatile.Write(ref _refusedAt, time.GetTimestamp());
        Tell();
    }

    /// <summary>The log must not go on.</summary>
    public void LogFailed()
    {
        _hasFailed = true;
        Tell();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookInterval, time);
        try
        {
            do
            {
                Tell();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            health.Close();
        }
    }

    private void Tell() => health.SetStatus("", CanServe() ? ServingStatus.Serving : ServingStatus.NotServing);

    private bool CanServe()
    {
        var refusedAt = Volatile.Read(ref _refusedAt);
        return !_hasFailed && policies.IsTaken && (refusedAt == long.MinValue || time.GetElapsedTime(refusedAt) > Quarantine) && HasRoom();
    }

    private bool HasRoom()
    {
        try
        {
            return new DriveInfo(dataFolder).AvailableFreeSpace > FreeBytesMin;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
