using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ShareBroker.Server.Start;

/// <summary>What the process hands to a broker: clock, randomness, where log lines go.</summary>
public sealed record BrokerEnvironment
{
    /// <summary>The clock of everything but timers of the network.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The source of randomness; it stays the caller's to dispose, after the broker.</summary>
    public required RandomNumberGenerator Random { get; init; }

    /// <summary>Adds destinations of log lines. Lines of frameworks are cut to warnings, and those of gRPC itself off.</summary>
    public required Action<ILoggingBuilder> Logging { get; init; }
}
