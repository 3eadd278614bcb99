using Microsoft.Extensions.Logging;

namespace ShareBroker.Server.Faults;

/// <summary>
/// Log lines of faults: method, code and the type of the exception. No message text of foreign exceptions, which may hold values.
/// </summary>
internal static partial class FaultLog
{
    [LoggerMessage(1200, LogLevel.Debug, "the call {Method} ended with {Code}")]
    public static partial void Refused(ILogger logger, string method, string code);

    [LoggerMessage(1201, LogLevel.Error, "the call {Method} failed inside: {Fault} at {Place}")]
    public static partial void Failed(ILogger logger, string method, string fault, string place);

    [LoggerMessage(1202, LogLevel.Warning, "the call {Method} could not be recorded; nothing was disclosed")]
    public static partial void NotRecorded(ILogger logger, string method);
}
