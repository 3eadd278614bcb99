using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using ShareBroker.Disclosure;
using ShareBroker.Storage.Log;

namespace ShareBroker.Storage.Records;

/// <summary>
/// The one connection that writes. Whatever queued during the last commit is the next batch, in one transaction with one sync. A failed
/// sync stops the store for good: what the disk holds is unknown then, and only a restart finds out.
/// </summary>
internal sealed class RecordWriter : IAsyncDisposable
{
    private const int IoErrorCode = 10;
    private const int CorruptCode = 11;

    private readonly PreparedCommands _commands;
    private readonly string _path;
    private readonly (ulong Device, ulong Inode)? _identity;
    private readonly Channel<PendingWrite> _queue;
    private readonly int _batchMax;
    private readonly Action<Exception> _fatal;
    private readonly Task _work;
    private volatile Exception? _stopped;

    public RecordWriter(SqliteConnection connection, RecordStoreOptions options, Action<Exception> fatal)
    {
        _commands = new PreparedCommands(connection);
        _path = options.DatabasePath;
        _identity = PosixFile.IdentityOf(_path);
        _batchMax = options.BatchMax;
        _fatal = fatal;
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(options.QueuedMax) { SingleReader = true });
        _work = Task.Run(RunAsync);
    }

    /// <summary>Called around each commit, for tests of crashes: false before, true after.</summary>
    internal Action<bool>? Probe { get; set; }

    /// <summary>Runs a write in the next batch; its result counts once the batch is durable.</summary>
    /// <param name="write">The changes; their result.</param>
    /// <param name="ended">
    /// Called in the order of writes, when the batch is durable or has failed, before anybody hears of it: whether the write stands for
    /// certain.
    /// </param>
    /// <exception cref="LogUnavailableException">The store is full, stopped or away; whether the write stands is unknown.</exception>
    public async Task<bool> WriteAsync(Func<PreparedCommands, bool> write, Action<bool>? ended = null)
    {
        var pending = new PendingWrite(write, ended);
        if (_stopped is { } why)
        {
            throw new LogUnavailableException(why);
        }

        if (!_queue.Writer.TryWrite(pending))
        {
            throw new LogUnavailableException();
        }

        return await pending.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _work;
        _commands.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingWrite>(_batchMax);
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < _batchMax && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            Commit(batch);
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        try
        {
            if (_stopped is { } why)
            {
                throw new LogUnavailableException(why);
            }

            if (PosixFile.IdentityOf(_path) != _identity)
            {
                throw new IOException("the database of the records was removed or replaced while it was open");
            }

            var results = new bool[batch.Count];
            using (var transaction = _commands.Begin())
            {
                for (var at = 0; at < batch.Count; at++)
                {
                    results[at] = batch[at].Write(_commands);
                }

                Probe?.Invoke(obj: false);
                transaction.Commit();
                Probe?.Invoke(obj: true);
            }

            for (var at = 0; at < batch.Count; at++)
            {
                batch[at].Ended?.Invoke(results[at]);
            }

            for (var at = 0; at < batch.Count; at++)
            {
                batch[at].Done.TrySetResult(results[at]);
            }
        }
        catch (Exception fault)
        {
            // INVARIANT: nobody is told of a success that is not durable; in doubt every caller of the batch learns that it is unknown.
            if (fault is IOException || fault is SqliteException { SqliteErrorCode: IoErrorCode or CorruptCode })
            {
                _stopped = fault;
                _fatal(fault);
            }

            batch.ForEach(static pending => pending.Ended?.Invoke(obj: false));
            foreach (var pending in batch)
            {
                pending.Done.TrySetException(fault as LogUnavailableException ?? new LogUnavailableException(fault));
            }
        }
        finally
        {
            _commands.End();
        }
    }

    private sealed record PendingWrite(Func<PreparedCommands, bool> Write, Action<bool>? Ended)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
