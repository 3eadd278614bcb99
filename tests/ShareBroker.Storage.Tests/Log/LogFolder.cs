using System.Security.Cryptography;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Statements;
using ShareBroker.Storage.Log;

namespace ShareBroker.Storage.Tests.Log;

/// <summary>A folder for one log, with its keys, that is gone after the test.</summary>
internal sealed class LogFolder : IDisposable
{
    public const string Origin = "broker.example/log/test";

    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();

    public LogFolder()
    {
        Path = Directory.CreateTempSubdirectory("sharebroker-log-").FullName;
        Keys = LogKeys.Create(Origin, _random);
        Options = new StatementLogOptions { Directory = System.IO.Path.Combine(Path, "store"), FreeBytesMin = 0 };
    }

    public string Path { get; }

    public LogKeys Keys { get; }

    public StatementLogOptions Options { get; set; }

    public string Database => System.IO.Path.Combine(Options.Directory, "log.db");

    public string HeadFile => System.IO.Path.Combine(Options.Directory, "log.head");

    public ReceiptVerifier Verifier =>
        new(TlogPolicy.Parse(TlogPolicy.TextFor(Keys.Heads.Verifier)), new JwkSet([Keys.Statement.PublicKey]));

    public List<Exception> Fatal { get; } = [];

    public static DenialDraft ADenial(string why = "a fictitious reason") => new()
    {
        Decision = new DecisionMembers
        {
            Effect = StatementEffect.Deny,
            Requester = "xx-social",
            Recipient = "xx-social",
            Holder = "xx-police",
            Regime = "xx.regime",
            Forum = "bilateral",
            Purpose = "support.service_planning",
            LegalBasis = ["eu-gdpr:A6-1-e"],
            Reasons = ["deny_default"],
            Policy = new PolicyReference("1", new string('a', 64), 0),
            Engine = "embedded/0.1.0",
            Subject = "case-0042",
            Actor = "p-17",
            Why = why,
            ReasonsAll = ["deny_default"],
            Rules = [],
            InputSha256 = new string('b', 64),
        },
    };

    public Task<SqliteStatementLog> OpenAsync() => SqliteStatementLog.OpenAsync(
        Options, Keys, TimeProvider.System, _random, Fatal.Add, CancellationToken.None);

    public async Task FillAsync(int count)
    {
        await using var log = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => log.AppendAsync(ADenial(), CancellationToken.None)));
    }

    public void Dispose()
    {
        Keys.Dispose();
        _random.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
