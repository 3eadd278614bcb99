using System.CommandLine;

namespace ShareBroker.Cli.Receipts;

/// <summary><c>sharebroker receipt …</c>.</summary>
internal static class ReceiptCommands
{
    public static Command Create() => new("receipt", "Verify and show receipts, offline")
    {
        ReceiptVerify.Create(),
        ReceiptShow.Create(),
    };
}
