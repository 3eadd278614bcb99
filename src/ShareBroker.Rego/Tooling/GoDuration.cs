using System.Globalization;

namespace ShareBroker.Rego.Tooling;

/// <summary>Times as Go prints them: <c>1.5s</c>, <c>624.387µs</c>, <c>0s</c>.</summary>
internal static class GoDuration
{
    public static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    public static string Of(TimeSpan time)
    {
        var nanoseconds = Nanoseconds(time);
        return nanoseconds switch
        {
            0 => "0s",
            < 1_000 => Number(nanoseconds, 1) + "ns",
            < 1_000_000 => Number(nanoseconds, 1_000) + "µs",
            < 1_000_000_000 => Number(nanoseconds, 1_000_000) + "ms",
            < 60_000_000_000 => Number(nanoseconds, 1_000_000_000) + "s",
            < 3_600_000_000_000 => $"{nanoseconds / 60_000_000_000}m{Number(nanoseconds % 60_000_000_000, 1_000_000_000)}s",
            _ => $"{nanoseconds / 3_600_000_000_000}h{nanoseconds / 60_000_000_000 % 60}m"
                + $"{Number(nanoseconds % 60_000_000_000, 1_000_000_000)}s",
        };
    }

    private static string Number(long value, long unit) => ((decimal)value / unit).ToString("0.#########", CultureInfo.InvariantCulture);
}
