using System.CommandLine;
using ShareBroker.Storage.Log;

namespace ShareBroker.Cli.Receipts;

/// <summary><c>sharebroker log export</c>: a store as a C2SP tlog-tiles tree of files.</summary>
internal static class LogExportCommand
{
    public static Command Create()
    {
        var store = LogVerify.Store();
        var trust = TrustOptions.Trust();
        var output = new Option<string>("--out") { Description = "Folder to write to", Required = true };
        var command = new Command("export", "Writes a store as files: checkpoint, tile/…; tile/entries is for auditors")
        {
            store,
            trust,
            output,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (source, owned) = LogVerify.Open(parse.GetValue(store), url: null, TrustOptions.ReadTrust(parse.GetValue(trust)!));
            using (owned)
            {
                var head = await LogExport.WriteAsync(source, parse.GetValue(output)!, cancellationToken);
                parse.InvocationConfiguration.Output.WriteLine($"exported {head.Size} entries of {head.Origin}");
                return 0;
            }
        });
        return command;
    }
}
