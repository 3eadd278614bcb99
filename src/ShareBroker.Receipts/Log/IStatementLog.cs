using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Log;

/// <summary>
/// The append-only log of statements. An implementer promises: what <see cref="AppendAsync"/> returned is durable, covered by a signed
/// head,
/// and will never be missing, moved or changed; no two signed heads contradict each other; in doubt it stops.
/// </summary>
public interface IStatementLog
{
    /// <summary>The log's name, the first line of its checkpoints.</summary>
    string Origin { get; }

    /// <summary>The newest signed head. It only grows.</summary>
    SignedCheckpoint Head { get; }

    /// <summary>
    /// Gives the draft its place, makes it durable and returns it with its receipt. Once the draft is queued the caller's cancellation no
    /// longer stops it: a receipt must not exist that nobody knows of. The entry's <c>jti</c> is <see cref="StatementDraft.Jti"/> where the
    /// draft has one.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before it was queued; nothing was logged.</exception>
    /// <exception cref="ReceiptException">The statement is too long or malformed; nothing was logged.</exception>
    /// <exception cref="LogUnavailableException">
    /// The log cannot take it now; its <see cref="LogUnavailableException.IsOutcomeKnown"/> says whether nothing was logged for certain.
    /// </exception>
    Task<LoggedStatement> AppendAsync(StatementDraft draft, CancellationToken cancellationToken);

    /// <summary>The receipt of an entry, without disclosures, proved to the head of now; null when there is no such entry yet.</summary>
    Task<Receipt?> ReceiptAsync(long index, CancellationToken cancellationToken);

    /// <summary>The entry at an index; null when there is none yet.</summary>
    Task<LogEntry?> EntryAsync(long index, CancellationToken cancellationToken);

    /// <summary>The entry with an identifier; null when there is none.</summary>
    Task<LogEntry?> FindAsync(string jti, CancellationToken cancellationToken);

    /// <summary>The newest entry of a kind, such as <c>policy</c>; null when there is none.</summary>
    Task<LogEntry?> LatestAsync(string kind, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="countMax"/> entries from an index on, in order; fewer at the end of the log.</summary>
    Task<IReadOnlyList<LogEntry>> EntriesAsync(long first, int countMax, CancellationToken cancellationToken);

    /// <summary>The inclusion proof of an entry in the tree of a size, leaf's sibling first (RFC 6962 §2.1.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not <c>0 ≤ index &lt; size ≤ head</c>.</exception>
    Task<IReadOnlyList<MerkleHash>> InclusionProofAsync(long index, long size, CancellationToken cancellationToken);

    /// <summary>The consistency proof between two sizes (RFC 6962 §2.1.2); empty when they are equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not <c>1 ≤ fromSize ≤ toSize ≤ head</c>.</exception>
    Task<IReadOnlyList<MerkleHash>> ConsistencyProofAsync(long fromSize, long toSize, CancellationToken cancellationToken);
}
