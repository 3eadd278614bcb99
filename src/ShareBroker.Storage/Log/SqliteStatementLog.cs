using System.Security.Cryptography;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Signing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>
/// A log in SQLite: one process, one connection that writes, commits in groups. An append returns when its entry is synced to the disk
/// and a
/// signed head that covers it is synced to a file outside the database. After a failed sync, or when its files are removed or replaced, it
/// answers nobody any more and calls the host's fatal callback, which must end the process.
/// </summary>
public sealed class SqliteStatementLog : IStatementLog, IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly LogDatabase _database;
    private readonly HeadFile _headFile;
    private readonly SecretVault _vault;
    private readonly LogWriter _writer;
    private readonly LogSigner _signer;
    private readonly LogKeys _keys;
    private readonly RandomNumberGenerator _random;
    private int _isDisposed;

    private SqliteStatementLog(OpenedStore store, LogWriter writer, LogSigner signer, LogKeys keys, RandomNumberGenerator random)
    {
        (_lock, _database, _headFile, _vault) = (store.Lock, store.Database, store.HeadFile, store.Vault);
        (_writer, _signer, _keys, _random) = (writer, signer, keys, random);
        Secrets = new SqliteReceiptSecrets(_database.Reader, _vault);
    }

    /// <inheritdoc/>
    public string Origin => _signer.Origin;

    /// <inheritdoc/>
    public SignedCheckpoint Head => _writer.Newest.Head;

    /// <summary>The secrets of the receipts, to be found and destroyed.</summary>
    public IReceiptSecrets Secrets { get; }

    internal Action<LogStep>? Probe
    {
        set => _writer.Probe = value;
    }

    /// <summary>
    /// Opens the store, compares it with its last signed head, and writes the genesis entry where there is none.
    /// </summary>
    /// <param name="options">Where and how much.</param>
    /// <param name="keys">The log's keys; they stay the caller's to dispose, after the log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">The randomness of identifiers and secrets.</param>
    /// <param name="fatal">Called once when the log must not go on; it should end the process. It is called on a thread of the log.</param>
    /// <param name="cancellationToken">Gives up waiting for the genesis entry.</param>
    /// <exception cref="StatementLogCorruptException">The store is smaller than its signed head, or differs from it.</exception>
    /// <exception cref="IOException">Another process has the store open, or a file cannot be read or written.</exception>
    public static async Task<SqliteStatementLog> OpenAsync(
        StatementLogOptions options,
        LogKeys keys,
        TimeProvider time,
        RandomNumberGenerator random,
        Action<Exception> fatal,
        CancellationToken cancellationToken)
    {
        var signer = new LogSigner(keys);
        var store = OpenedStore.Open(options, signer, random);
        var writer = new LogWriter(store, signer, options, time, fatal);
        var log = new SqliteStatementLog(store, writer, signer, keys, random);
        try
        {
            if (store.Tree.Size == 0)
            {
                await log.AppendAsync(GenesisOf(keys, options), cancellationToken);
            }
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }

        return log;
    }

    /// <inheritdoc/>
    public async Task<LoggedStatement> AppendAsync(StatementDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (secretId, secret) = await _vault.TakeAsync(cancellationToken);
        var pending = _writer.Queue(draft, secretId, secret, time => Ulid.Create(time, _random));

        // From here on the caller's token is not looked at: the entry will be written, and a receipt must not exist that nobody knows of.
        pending.Encode(_signer);
        var place = await pending.Done;
        var proof = new TlogProof(place.Index, MerkleTree.InclusionProof(place.Index, place.Head.Size, place.Tree), place.Head);
        return new LoggedStatement(
            place.Index,
            pending.Stamp.Jti,
            pending.Stamp.Time,
            pending.Statement!.Payload,
            pending.Statement.Disclosures,
            secret,
            new Receipt(pending.Jws!.Compact + "~", proof.ToText()));
    }

    /// <inheritdoc/>
    public async Task<Receipt?> ReceiptAsync(long index, CancellationToken cancellationToken)
    {
        var (tree, head) = (_writer.Newest.Tree, _writer.Newest.Head);
        if (index < 0 || index >= head.Size || await EntryAsync(index, cancellationToken) is not { } entry)
        {
            return null;
        }

        // What the disk gave back is checked before it is handed on: a receipt that does not verify is worse than none.
        var proof = new TlogProof(index, MerkleTree.InclusionProof(index, head.Size, tree), head);
        if (!proof.Includes(entry.LeafHash) || !IsSignedHere(Jws.Parse(entry.Jws)))
        {
            throw new StatementLogCorruptException("an entry is not the one that was signed", index);
        }

        return new Receipt(entry.Jws + "~", proof.ToText());
    }

    /// <inheritdoc/>
    public async Task<LogEntry?> EntryAsync(long index, CancellationToken cancellationToken) =>
        index >= 0 && (await EntriesAsync(index, countMax: 1, cancellationToken)) is [var entry] && entry.Index == index ? entry : null;

    /// <inheritdoc/>
    public Task<LogEntry?> FindAsync(string jti, CancellationToken cancellationToken) => Visible(_database.Reader.Find(jti));

    /// <inheritdoc/>
    public Task<LogEntry?> LatestAsync(string kind, CancellationToken cancellationToken) => Visible(_database.Reader.Latest(kind));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> EntriesAsync(long first, int countMax, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var size = Head.Size;
        return Task.FromResult<IReadOnlyList<LogEntry>>(
            [.. _database.Reader.Range(first, countMax).Where(entry => entry.Index < size).Select(static entry => entry.ToLogEntry())]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MerkleHash>> InclusionProofAsync(long index, long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Head.Size);
        return Task.FromResult(MerkleTree.InclusionProof(index, size, _writer.Newest.Tree));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MerkleHash>> ConsistencyProofAsync(long fromSize, long toSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(toSize, Head.Size);
        return Task.FromResult(MerkleTree.ConsistencyProof(fromSize, toSize, _writer.Newest.Tree));
    }

    /// <summary>Takes nothing more, writes what is queued, and gives the store back. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _writer.Close();
        await _writer.Completion;
        _vault.Dispose();
        _database.Dispose();
        _headFile.Dispose();
        await _lock.DisposeAsync();
    }

    private static GenesisDraft GenesisOf(LogKeys keys, StatementLogOptions options) => new()
    {
        LogKey = keys.Heads.Verifier.ToString(),
        StatementKeys = [keys.Statement.PublicKey],
        Software = options.Software,
    };

    // An entry that is committed but not yet covered by a signed head is nobody's business.
    private Task<LogEntry?> Visible(StoredEntry? entry) =>
        Task.FromResult(entry is not null && entry.Index < Head.Size ? entry.ToLogEntry() : null);

    private bool IsSignedHere(Jws jws) =>
        jws.KeyId != Jwk.ThumbprintOf(_keys.Statement.PublicKey) || jws.IsSignedBy(_keys.Statement.PublicKey);
}
