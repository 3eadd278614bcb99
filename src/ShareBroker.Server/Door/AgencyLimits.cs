using System.Threading.RateLimiting;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Door;

/// <summary>How much one agency may ask: calls at once and calls a second. One agency's flood leaves the others' share untouched.</summary>
internal sealed class AgencyLimits(DoorLimits limits) : IDisposable
{
    /// <summary>The share of all callers without a known certificate together.</summary>
    public const string Nobody = "";

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(agency => RateLimitPartition.GetConcurrencyLimiter(agency, _ => AtOnce(limits))),
        PartitionedRateLimiter.Create<string, string>(agency => RateLimitPartition.GetTokenBucketLimiter(agency, _ => PerSecond(limits))));

    /// <summary>A place for one call, to be given back by disposing it; not acquired when the agency has no place left.</summary>
    public RateLimitLease Enter(string agency) => _limiter.AttemptAcquire(agency);

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    private static ConcurrencyLimiterOptions AtOnce(DoorLimits limits) => new() { PermitLimit = limits.CallsPerAgencyMax, QueueLimit = 0 };

    private static TokenBucketRateLimiterOptions PerSecond(DoorLimits limits) => new()
    {
        TokenLimit = limits.BurstPerAgency,
        TokensPerPeriod = Math.Max(1, limits.CallsPerSecondPerAgency / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        AutoReplenishment = true,
        QueueLimit = 0,
    };
}
