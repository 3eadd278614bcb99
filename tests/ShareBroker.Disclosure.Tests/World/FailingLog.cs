using ShareBroker.Receipts;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Disclosure.Tests.World;

/// <summary>A real log that fails when a test says, before or after the entry was made durable.</summary>
internal sealed class FailingLog(IStatementLog log) : IStatementLog
{
    public Predicate<StatementDraft> FailBefore { get; set; } = static _ => false;

    public Predicate<StatementDraft> FailAfter { get; set; } = static _ => false;

    public string Origin => log.Origin;

    public SignedCheckpoint Head => log.Head;

    public async Task<LoggedStatement> AppendAsync(StatementDraft draft, CancellationToken cancellationToken)
    {
        if (FailBefore(draft))
        {
            throw new ShareBroker.Receipts.Log.LogUnavailableException("the disk is full", isOutcomeKnown: true);
        }

        var logged = await log.AppendAsync(draft, cancellationToken);
        return FailAfter(draft) ? throw new ShareBroker.Receipts.Log.LogUnavailableException("the reply was lost", isOutcomeKnown: false)
            : logged;
    }

    public Task<Receipt?> ReceiptAsync(long index, CancellationToken cancellationToken) => log.ReceiptAsync(index, cancellationToken);

    public Task<LogEntry?> EntryAsync(long index, CancellationToken cancellationToken) => log.EntryAsync(index, cancellationToken);

    public Task<LogEntry?> LatestAsync(string kind, CancellationToken cancellationToken) => log.LatestAsync(kind, cancellationToken);

    public Task<LogEntry?> FindAsync(string jti, CancellationToken cancellationToken) => log.FindAsync(jti, cancellationToken);

    public Task<IReadOnlyList<LogEntry>> EntriesAsync(long first, int countMax, CancellationToken cancellationToken) =>
        log.EntriesAsync(first, countMax, cancellationToken);

    public Task<IReadOnlyList<MerkleHash>> InclusionProofAsync(long index, long size, CancellationToken cancellationToken) =>
        log.InclusionProofAsync(index, size, cancellationToken);

    public Task<IReadOnlyList<MerkleHash>> ConsistencyProofAsync(long fromSize, long toSize, CancellationToken cancellationToken) =>
        log.ConsistencyProofAsync(fromSize, toSize, cancellationToken);
}
