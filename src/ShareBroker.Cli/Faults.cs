using Grpc.Core;
using ShareBroker.Client;

namespace ShareBroker.Cli;

/// <summary>Says in one line what went wrong. What is not expected is named by its type alone: its message might hold data.</summary>
internal static class Faults
{
    private const string CodeTrailer = "sharebroker-error-code";

    /// <summary>Wrong use that no option parser can see, such as a file that is not there.</summary>
    /// <param name="message">What is wrong and what to do about it.</param>
    internal sealed class UsageException(string message) : Exception(message);

    public static string Describe(Exception fault) => fault switch
    {
        UsageException => OneLine(fault.Message),
        FileNotFoundException missing => $"there is no file '{missing.FileName}'; check its path",
        IOException or UnauthorizedAccessException => OneLine(fault.Message),
        OperationCanceledException => "cancelled",
        RpcException wire =>
            OneLine($"the broker answered {wire.StatusCode}: {wire.Status.Detail} ({wire.Trailers.GetValue(CodeTrailer) ?? "no code"})"),
        BrokerCallException call => OneLine($"the broker answered {call.Status}: {call.Message} ({call.Code})"),
        _ when IsOurs(fault) => OneLine(fault.Message),
        _ => $"internal error ({fault.GetType().Name}); set SHAREBROKER_TRACE=1 to see where",
    };

    /// <summary>Where a fault arose, for whoever asks for it; messages are left out, since they might hold data.</summary>
    public static string? Trace(Exception fault) =>
        Environment.GetEnvironmentVariable("SHAREBROKER_TRACE") == "1" ? $"{fault.GetType()}{Environment.NewLine}{fault.StackTrace}" : null;

    public static int ExitStatus(Exception fault) => fault switch
    {
        UsageException or FileNotFoundException or DirectoryNotFoundException => CommandLine.WrongUse,
        _ => 1,
    };

    // INVARIANT: exceptions of our own libraries carry sentences without personal data.
    private static bool IsOurs(Exception fault) => fault.GetType().Namespace?.StartsWith("ShareBroker.", StringComparison.Ordinal) ?? false;

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
