using ShareBroker.Policies;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Log;
using ShareBroker.Rego;
using ShareBroker.Server.Settings;
using ShareBroker.Storage.Log;

namespace ShareBroker.Cli;

/// <summary>Says in one line what went wrong. What is not expected is named by its type alone: its message might hold data.</summary>
internal static class Faults
{
    /// <summary>Wrong use that no option parser can see, such as a file that is not there.</summary>
    /// <param name="message">What is wrong and what to do about it.</param>
    internal sealed class UsageException(string message) : Exception(message);

    public static string Describe(Exception fault) => fault switch
    {
        UsageException or SettingsException or PolicyException or RegoException or ReceiptException or
            LogUnavailableException or StatementLogCorruptException => OneLine(fault.Message),
        FileNotFoundException missing => $"there is no file '{missing.FileName}'; check its path",
        DirectoryNotFoundException => OneLine(fault.Message),
        UnauthorizedAccessException => OneLine(fault.Message),
        IOException => OneLine(fault.Message),
        OperationCanceledException => "cancelled",
        _ => $"internal error ({fault.GetType().Name}); run with SHAREBROKER_TRACE=1 to see where",
    };

    public static int ExitStatus(Exception fault) => fault switch
    {
        UsageException or SettingsException or FileNotFoundException or DirectoryNotFoundException => CommandLine.WrongUse,
        _ => 1,
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
