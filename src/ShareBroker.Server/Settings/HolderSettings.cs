namespace ShareBroker.Server.Settings;

/// <summary>Limits towards record holders, the same for each of them.</summary>
public sealed record HolderSettings
{
    /// <summary>A holder must have answered in this time.</summary>
    public int AnswerMsMax { get; init; } = 5_000;

    /// <summary>The largest answer, in bytes.</summary>
    public int AnswerBytesMax { get; init; } = 1024 * 1024;

    /// <summary>Calls at once to one holder.</summary>
    public int CallsMax { get; init; } = 64;

    /// <summary>Calls that may wait for one of those.</summary>
    public int QueueMax { get; init; } = 256;
}
