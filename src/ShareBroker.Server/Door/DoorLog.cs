using Microsoft.Extensions.Logging;

namespace ShareBroker.Server.Door;

/// <summary>Log lines of the door. An agency's id may stand here; a person's, a token or a certificate's name may not.</summary>
internal static partial class DoorLog
{
    [LoggerMessage(1100, LogLevel.Information, "a call was turned away at the door: {Code}")]
    public static partial void TurnedAway(ILogger logger, string code);

    [LoggerMessage(1101, LogLevel.Warning, "agency {Agency} was turned away at the door: {Code}")]
    public static partial void AgencyTurnedAway(ILogger logger, string agency, string code);

    [LoggerMessage(1102, LogLevel.Information, "a client certificate was refused in the handshake: {Fault}")]
    public static partial void HandshakeRefused(ILogger logger, string fault);

    [LoggerMessage(1103, LogLevel.Error, "the door failed: {Fault}")]
    public static partial void Failed(ILogger logger, string fault);
}
