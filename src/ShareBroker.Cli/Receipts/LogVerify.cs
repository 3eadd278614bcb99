using System.CommandLine;
using ShareBroker.Cli.Terminal;
using ShareBroker.Receipts.Notes;
using ShareBroker.Storage.Log;

namespace ShareBroker.Cli.Receipts;

/// <summary><c>sharebroker log verify</c>: derives the whole log again from its entries.</summary>
internal static class LogVerify
{
    public static Command Create()
    {
        var store = Store();
        var url = new Option<string?>("--url") { Description = "Address of a published log (C2SP tlog-tiles)" };
        var trust = TrustOptions.Trust();
        var command = new Command("verify", "Derives the whole log again from its entries and compares it with its signed checkpoint")
        {
            store,
            url,
            trust,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var policy = TrustOptions.ReadTrust(parse.GetValue(trust)!);
            var (source, owned) = Open(parse.GetValue(store), parse.GetValue(url), policy);
            using (owned)
            {
                var progress = new LineProgress(
                    parse.InvocationConfiguration.Error, Console.IsErrorRedirected, TimeProvider.System, "entries");
                var result = await new LogAudit(source, policy).RunAsync(progress, cancellationToken);
                progress.Finish();
                return Report(result, parse.InvocationConfiguration.Output);
            }
        });
        return command;
    }

    public static Option<string?> Store() => new("--store")
    {
        Description = "Folder of a store (log.db) or of a published log (checkpoint, tile/)",
    };

    public static (ILogSource Source, IDisposable? Owned) Open(string? store, string? url, TlogPolicy policy)
    {
        switch (store, url)
        {
            case ({ } folder, null) when File.Exists(Path.Combine(folder, "log.db")):
                var opened = StoreLogSource.Open(new StatementLogOptions { Directory = folder }, policy.Logs);
                return (opened, opened);
            case ({ } folder, null) when Directory.Exists(folder):
                return (new DirectoryLogSource(folder), null);
            case (null, { } address) when Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var root):
                var client = new HttpClient
                {
                    BaseAddress = root,
                    Timeout = TimeSpan.FromSeconds(30),
                    MaxResponseContentBufferSize = 32 * 1024 * 1024,
                };
                return (new HttpLogSource(client), client);
            default:
                throw new Faults.UsageException("give --store with a folder that is there, or --url with an address, not both");
        }
    }

    private static int Report(LogAuditResult result, TextWriter output)
    {
        switch (result)
        {
            case LogAuditResult.Sound sound:
                var kinds = sound.Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Value} {kind.Key}");
                output.WriteLine($"log verified: {sound.Head.Origin}, {sound.Head.Size} entries ({string.Join(", ", kinds)})");
                return 0;
            case LogAuditResult.Broken broken:
                var where = broken.FirstBadIndex is { } index ? $", first bad index {index}" : "";
                output.WriteLine($"log FAILED: {broken.Reason} ({broken.Code}){where}");
                return 1;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
