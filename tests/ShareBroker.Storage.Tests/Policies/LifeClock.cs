namespace ShareBroker.Storage.Tests.Policies;

/// <summary>Shows the time that a test sets.</summary>
internal sealed class LifeClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
