using Microsoft.Extensions.Logging;

namespace ShareBroker.Server.Start;

/// <summary>Log lines of start and stop.</summary>
internal static partial class StartLog
{
    [LoggerMessage(1000, LogLevel.Information, "the broker serves {Origin} at {Address} with policies {Revision}")]
    public static partial void Serving(ILogger logger, string origin, string address, string revision);

    [LoggerMessage(1001, LogLevel.Information, "policies {Revision} were activated by entry {Index}")]
    public static partial void Activated(ILogger logger, string revision, long index);

    [LoggerMessage(1002, LogLevel.Information, "agency {Agency} was written to the register from the configuration")]
    public static partial void Seeded(ILogger logger, string agency);

    [LoggerMessage(1003, LogLevel.Critical, "the log must not go on; the broker stops: {Fault}")]
    public static partial void LogFailed(ILogger logger, string fault);

    [LoggerMessage(1004, LogLevel.Warning, "waiting orders could not be worked on: {Code}")]
    public static partial void OrdersHeldUp(ILogger logger, string code);

    [LoggerMessage(1005, LogLevel.Information, "the broker has stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(1006, LogLevel.Error, "the worker of waiting orders failed: {Fault}")]
    public static partial void WorkerFailed(ILogger logger, string fault);

    [LoggerMessage(1020, LogLevel.Warning, "the engine {Engine} gave no decision and the request is denied: {Fault}")]
    public static partial void NoDecision(ILogger logger, string fault, string engine);

    [LoggerMessage(1021, LogLevel.Error, "the two engines decided differently under policies {Revision} and the request is denied")]
    public static partial void EnginesDiffer(ILogger logger, string revision);

    [LoggerMessage(1022, LogLevel.Critical, "no policies are in force, everything is refused: {Sentence} ({Code})")]
    public static partial void NoPolicies(ILogger logger, string code, string sentence);

    [LoggerMessage(1023, LogLevel.Error, "policies were not activated at their appointed time: {Code}")]
    public static partial void NotActivated(ILogger logger, string code);
}
