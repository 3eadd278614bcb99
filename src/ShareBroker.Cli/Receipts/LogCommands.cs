using System.CommandLine;

namespace ShareBroker.Cli.Receipts;

/// <summary><c>sharebroker log …</c>.</summary>
internal static class LogCommands
{
    public static Command Create() => new("log", "Verify and export the log")
    {
        LogVerify.Create(),
        LogExportCommand.Create(),
        LogSoak.Create(),
    };
}
