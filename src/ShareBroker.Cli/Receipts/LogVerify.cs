using System.CommandLine;
using ShareBroker.Cli.Terminal;
using ShareBroker.Policies;
using ShareBroker.Policies.Life;
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
        var officers = new Option<FileInfo[]>("--officers")
        {
            Description = "A register of policy officers, as the host keeps it; again for each that was in force: then every activation "
                + "of policies must have been signed by two of its persons",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("verify", "Derives the whole log again from its entries and compares it with its signed checkpoint")
        {
            store,
            url,
            trust,
            officers,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var policy = TrustOptions.ReadTrust(parse.GetValue(trust)!);
            var (source, owned) = Open(parse.GetValue(store), parse.GetValue(url), policy);
            using (owned)
            {
                var progress = new LineProgress(
                    parse.InvocationConfiguration.Error, Console.IsErrorRedirected, TimeProvider.System, "entries");
                var life = parse.GetValue(officers) is { Length: > 0 } files ? new PolicyLifeAudit(files.Select(Register)) : null;
                var audit = new LogAudit(source, policy) { Follower = life is null ? null : life.Follow };
                var result = await audit.RunAsync(progress, cancellationToken);
                progress.Finish();
                return Report(result, life, parse.InvocationConfiguration.Output);
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

    private static OfficerRegister Register(FileInfo file)
    {
        try
        {
            return OfficerRegister.Parse(File.ReadAllBytes(file.FullName));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or PolicyException)
        {
            throw new Faults.UsageException($"'{file}' is no register of policy officers that can be read: {fault.Message}");
        }
    }

    private static int Report(LogAuditResult result, PolicyLifeAudit? life, TextWriter output)
    {
        switch (result)
        {
            case LogAuditResult.Sound when life?.UnapprovedInForce is { } unapproved:
                output.WriteLine("log FAILED: the policies in force were put there by no two officers (policy_unapproved), "
                    + $"first bad index {unapproved}");
                return 1;
            case LogAuditResult.Sound sound:
                var kinds = sound.Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Value} {kind.Key}");
                output.WriteLine($"log verified: {sound.Head.Origin}, {sound.Head.Size} entries ({string.Join(", ", kinds)})");
                if (life is not null)
                {
                    output.WriteLine(
                        $"policies: {life.Approved} put in force by two officers, {life.Unapproved} before there were officers");
                }

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
