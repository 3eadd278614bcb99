namespace ShareBroker.Server.Settings;

/// <summary>What the door lets in. Every number has a ceiling that <see cref="SettingsReader"/> enforces.</summary>
public sealed record DoorLimits
{
    /// <summary>The largest message from a caller, after decompression, in bytes.</summary>
    public int MessageBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>Connections at once.</summary>
    public int ConnectionsMax { get; init; } = 2_000;

    /// <summary>Calls at once on one connection.</summary>
    public int StreamsPerConnectionMax { get; init; } = 128;

    /// <summary>Calls at once of one agency.</summary>
    public int CallsPerAgencyMax { get; init; } = 256;

    /// <summary>Calls a second of one agency, on average.</summary>
    public int CallsPerSecondPerAgency { get; init; } = 1_000;

    /// <summary>Calls of one agency that may come at once after a pause.</summary>
    public int BurstPerAgency { get; init; } = 2_000;

    /// <summary>All request headers of a call together, in bytes.</summary>
    public int HeadersBytesMax { get; init; } = 24 * 1024;

    /// <summary>A TLS handshake must end in this time.</summary>
    public int HandshakeSecondsMax { get; init; } = 10;

    /// <summary>Headers must have come in this time.</summary>
    public int HeadersSecondsMax { get; init; } = 10;

    /// <summary>A silent connection is asked whether it lives after this time.</summary>
    public int KeepAliveSeconds { get; init; } = 30;

    /// <summary>A call without a deadline of its own gets this one.</summary>
    public int DeadlineSecondsDefault { get; init; } = 30;
}
