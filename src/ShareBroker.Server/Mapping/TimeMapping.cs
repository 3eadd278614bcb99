using Google.Protobuf.WellKnownTypes;
using ShareBroker.Disclosure;

namespace ShareBroker.Server.Mapping;

/// <summary>Points in time of messages.</summary>
internal static class TimeMapping
{
    /// <summary>The time of a message.</summary>
    /// <exception cref="InvalidRequestException">It is missing or no time.</exception>
    public static DateTimeOffset ToTime(Timestamp? time)
    {
        try
        {
            return time?.ToDateTimeOffset() ?? throw InvalidRequestException.Of("time_missing", "the request has no time");
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentOutOfRangeException or OverflowException)
        {
            throw InvalidRequestException.Of("time_malformed", "the time is not one from the year 1 to the year 9999");
        }
    }
}
