using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>
/// The one writer. Without any timer: whatever was queued and signed while the last batch was written is the next batch. One
/// transaction, one
/// head signature, one write of the head file, then all callers are answered. After a fault whose outcome is unknown nothing more is
/// written.
/// </summary>
internal sealed class LogWriter
{
    private const long BatchBytesMax = 1024 * 1024;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteFull = 13;
    private static readonly TimeSpan SpaceCheckEvery = TimeSpan.FromMilliseconds(250);

    private readonly LogDatabase _database;
    private readonly HeadFile _headFile;
    private readonly LogSigner _signer;
    private readonly StatementLogOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _fatal;
    private readonly StoreIdentity _identity;
    private readonly Channel<PendingAppend> _queue =
        Channel.CreateUnbounded<PendingAppend>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Lock _gate = new();
    private int _queued;
    private DateTimeOffset _lastTime = DateTimeOffset.MinValue;
    private long _spaceCheckedAt;
    private bool _hasSpace = true;
    private volatile Published _published;
    private volatile string? _stopped;

    public LogWriter(OpenedStore store, LogSigner signer, StatementLogOptions options, TimeProvider time, Action<Exception> fatal)
    {
        (_database, _headFile, _signer, _options, _time, _fatal) = (store.Database, store.HeadFile, signer, options, time, fatal);
        _identity = StoreIdentity.Of(options);
        _published = new Published(store.Tree, store.Head);
        Completion = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Called at each step of a commit; tests throw from it.</summary>
    public Action<LogStep>? Probe { get; set; }

    /// <summary>The newest head and its tree. The tree is never added to again.</summary>
    public Published Newest => _published;

    /// <summary>Completes when the queue is closed and empty, or the log stopped.</summary>
    public Task Completion { get; }

    /// <summary>Gives the draft its stamp and its turn; from here on it is written whatever its caller does.</summary>
    /// <exception cref="LogUnavailableException">The queue is full or the log has stopped; nothing was queued.</exception>
    public PendingAppend Queue(StatementDraft draft, long secretId, ReceiptSecret secret, Func<DateTimeOffset, string> newJti)
    {
        if (draft.Jti is { } own && !Ulid.IsValid(own))
        {
            throw new ReceiptException("jti_malformed", "the identifier of a statement is a ULID");
        }

        lock (_gate)
        {
            if (_stopped is { } why)
            {
                throw new LogUnavailableException(why, isOutcomeKnown: true);
            }

            if (_queued >= _options.QueuedMax)
            {
                throw new LogUnavailableException($"{_queued} entries wait for the log already; try again later", isOutcomeKnown: true);
            }

            // Times never go back from one entry to the next, whatever the clock does.
            var now = _time.GetUtcNow();
            _lastTime = now > _lastTime ? now : _lastTime;
            var head = _published.Head;
            var stamp = new StatementStamp(_signer.Origin, draft.Jti ?? newJti(_lastTime), _lastTime, head.Size, head.Root);
            var pending = new PendingAppend(draft, stamp, secretId, secret);
            Interlocked.Increment(ref _queued);
            return _queue.Writer.TryWrite(pending)
                ? pending
                : throw new LogUnavailableException("the log is closing", isOutcomeKnown: true);
        }
    }

    /// <summary>Takes nothing more; what is queued is still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _stopped ??= "the log is closed";
            _queue.Writer.TryComplete();
        }
    }

    private async Task RunAsync()
    {
        PendingAppend? waiting = null;
        while (waiting is not null || await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<PendingAppend>();
            long sizeBytes = 0;
            while (batch.Count < _options.BatchMax && sizeBytes < BatchBytesMax &&
                (waiting is not null || _queue.Reader.TryRead(out waiting)))
            {
                // Who is still being signed holds up nobody who is ready before it.
                if (!waiting.Encoded.IsCompleted && batch.Count > 0)
                {
                    break;
                }

                await waiting.Encoded;
                Interlocked.Decrement(ref _queued);
                if (waiting.Statement is { } statement)
                {
                    batch.Add(waiting);
                    sizeBytes += statement.Payload.Length;
                }

                waiting = null;
            }

            if (batch.Count > 0)
            {
                Write(batch);
            }
        }
    }

    private void Write(List<PendingAppend> batch)
    {
        if (_stopped is { } why && _published.IsStopped)
        {
            FailAll(batch, new LogUnavailableException(why, isOutcomeKnown: true));
            return;
        }

        try
        {
            RefuseUsedIdentifiers(batch);
            if (batch.Count > 0)
            {
                WriteOrThrow(batch);
            }
        }
        catch (LogUnavailableException fault)
        {
            FailAll(batch, fault);
        }
        catch (Exception fault)
        {
            // The one place where everything is caught: what was signed and what was written may now differ, so nothing more may be.
            Stop(batch, fault);
        }
    }

    private void WriteOrThrow(List<PendingAppend> batch)
    {
        _identity.Demand(_options);
        DemandSpace();
        Probe?.Invoke(LogStep.BeforeWrite);
        var tree = _published.Tree.Fork();
        var first = tree.Size;
        batch.ForEach(pending => tree.Append(pending.LeafHash));
        Commit(batch, first, tree);
        Probe?.Invoke(LogStep.AfterCommit);
        var head = _signer.SignHead(tree.Size, tree.Root);
        Probe?.Invoke(LogStep.BeforeHead);
        _headFile.Write(head);
        Probe?.Invoke(LogStep.AfterHead);
        _published = new Published(tree, head);
        for (var at = 0; at < batch.Count; at++)
        {
            batch[at].Answer(new PendingAppend.Place(first + at, tree, head));
        }
    }

    // A draft may bring its own identifier. One that is used already is its caller's fault and must not stop the log at its index.
    private void RefuseUsedIdentifiers(List<PendingAppend> batch)
    {
        if (batch.TrueForAll(static pending => pending.Draft.Jti is null))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        batch.RemoveAll(pending =>
        {
            var isUsed = !seen.Add(pending.Stamp.Jti)
                || (pending.Draft.Jti is not null && _database.IsUsed(pending.Stamp.Jti));
            if (isUsed)
            {
                pending.Fail(new ReceiptException("jti_used", "the log has an entry with this identifier already"));
            }

            return isUsed;
        });
    }

    private void Commit(List<PendingAppend> batch, long first, TileEdge tree)
    {
        var rows = batch.Select((pending, at) => new StoredEntry(
            first + at,
            pending.Stamp.Jti,
            pending.Draft.Kind,
            pending.SecretId,
            pending.Jws!.KeyId,
            pending.Jws.Signature.ToArray(),
            pending.Statement!.Payload.ToArray())).ToList();
        try
        {
            _database.Commit(rows, tree, () => Probe?.Invoke(LogStep.BeforeCommit));
        }
        catch (SqliteException fault) when (
            fault.SqliteErrorCode is SqliteFull or SqliteBusy or SqliteLocked && _database.Reader.Head().Size == first)
        {
            // Rolled back and seen to be: nothing of the batch is in the log. The next one may work.
            throw new LogUnavailableException(
                fault.SqliteErrorCode == SqliteFull
                    ? "the disk of the log is full; free some space"
                    : "the database of the log is locked by another process",
                isOutcomeKnown: true,
                fault);
        }
    }

    private void DemandSpace()
    {
        if (_time.GetElapsedTime(_spaceCheckedAt) > SpaceCheckEvery || !_hasSpace)
        {
            _spaceCheckedAt = _time.GetTimestamp();
            _hasSpace = new DriveInfo(Path.GetFullPath(_options.Directory)).AvailableFreeSpace >= _options.FreeBytesMin;
        }

        if (!_hasSpace)
        {
            throw new LogUnavailableException(
                $"less than {_options.FreeBytesMin} bytes are free on the disk of the log; free some space", isOutcomeKnown: true);
        }
    }

    private void Stop(List<PendingAppend> batch, Exception fault)
    {
        lock (_gate)
        {
            _stopped = "the log has stopped after a fault of its store; start the broker again and look at its first lines";
            _published = _published with { IsStopped = true };
        }

        FailAll(batch, new LogUnavailableException(_stopped, isOutcomeKnown: false, fault));
        _fatal(fault);
    }

    private static void FailAll(List<PendingAppend> batch, LogUnavailableException fault) => batch.ForEach(pending => pending.Fail(fault));

    /// <summary>A head with its tree.</summary>
    internal sealed record Published(TileEdge Tree, SignedCheckpoint Head)
    {
        public bool IsStopped { get; init; }
    }
}
