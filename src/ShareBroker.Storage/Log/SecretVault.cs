using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Storage.Log;

/// <summary>
/// The secrets of receipts, in a database of their own so that copies of the log never hold them. Secrets are random and know nothing of
/// their receipt, so they are made and synced ahead, in handfuls: an append takes one that is durable already and waits for no second sync.
/// </summary>
internal sealed class SecretVault : IDisposable
{
    private const int Handful = 512;

    private readonly SqliteConnection _connection;
    private readonly RandomNumberGenerator _random;
    private readonly Queue<(long Id, ReceiptSecret Secret)> _ready = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _store = new(1, 1);
    private bool _refilling;

    private SecretVault(SqliteConnection connection, RandomNumberGenerator random)
    {
        _connection = connection;
        _random = random;
    }

    /// <summary>Opens the vault and forgets secrets above the last one that an entry uses.</summary>
    public static SecretVault Open(string path, long lastUsed, RandomNumberGenerator random)
    {
        var connection = SqliteFiles.OpenWriter(path);
        SqliteFiles.Execute(connection, "PRAGMA secure_delete=ON");
        SqliteFiles.Execute(connection, "CREATE TABLE IF NOT EXISTS secrets(id INTEGER PRIMARY KEY AUTOINCREMENT, k BLOB NOT NULL) STRICT");
        using var forget = connection.CreateCommand();
        forget.CommandText = "DELETE FROM secrets WHERE id > $last";
        forget.Parameters.AddWithValue("$last", lastUsed);
        forget.ExecuteNonQuery();
        return new SecretVault(connection, random);
    }

    /// <summary>A secret that is durable.</summary>
    /// <exception cref="LogUnavailableException">No secret can be stored now.</exception>
    public async ValueTask<(long Id, ReceiptSecret Secret)> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_ready.Count < Handful / 2 && !_refilling)
                {
                    _refilling = true;
                    _ = Task.Run(RefillInBackgroundAsync, CancellationToken.None);
                }

                if (_ready.TryDequeue(out var taken))
                {
                    return taken;
                }
            }

            await RefillAsync(onlyIfEmpty: true, cancellationToken);
        }
    }

    public async Task<ReceiptSecret?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await _store.WaitAsync(cancellationToken);
        try
        {
            using var find = _connection.CreateCommand();
            find.CommandText = "SELECT k FROM secrets WHERE id = $id";
            find.Parameters.AddWithValue("$id", id);
            return find.ExecuteScalar() is byte[] key ? new ReceiptSecret(key) : null;
        }
        finally
        {
            _store.Release();
        }
    }

    public async Task<bool> DestroyAsync(long id, CancellationToken cancellationToken)
    {
        await _store.WaitAsync(cancellationToken);
        try
        {
            using var destroy = _connection.CreateCommand();
            destroy.CommandText = "DELETE FROM secrets WHERE id = $id";
            destroy.Parameters.AddWithValue("$id", id);
            var had = destroy.ExecuteNonQuery() == 1;

            // Until the write-ahead log is cut, the page with the key still stands in it.
            SqliteFiles.Execute(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            return had;
        }
        finally
        {
            _store.Release();
        }
    }

    public void Dispose()
    {
        _store.Wait(CancellationToken.None);
        _connection.Dispose();
        _store.Dispose();
    }

    private async Task RefillInBackgroundAsync()
    {
        try
        {
            await RefillAsync(onlyIfEmpty: false, CancellationToken.None);
        }
        catch (Exception fault) when (fault is LogUnavailableException or ObjectDisposedException)
        {
            // Whoever finds no secret ready tries again and gets the error.
        }
        finally
        {
            lock (_gate)
            {
                _refilling = false;
            }
        }
    }

    private async Task RefillAsync(bool onlyIfEmpty, CancellationToken cancellationToken)
    {
        await _store.WaitAsync(cancellationToken);
        try
        {
            lock (_gate)
            {
                if (onlyIfEmpty && _ready.Count > 0)
                {
                    return;
                }
            }

            var made = Store();
            lock (_gate)
            {
                made.ForEach(_ready.Enqueue);
            }
        }
        catch (SqliteException fault)
        {
            throw new LogUnavailableException(
                "the secrets of receipts cannot be stored; free space on the disk or look at its health", isOutcomeKnown: true, fault);
        }
        finally
        {
            _store.Release();
        }
    }

    private List<(long Id, ReceiptSecret Secret)> Store()
    {
        var made = new List<(long, ReceiptSecret)>(Handful);
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO secrets(k) VALUES($k) RETURNING id";
        var key = insert.Parameters.Add("$k", SqliteType.Blob);
        for (var count = 0; count < Handful; count++)
        {
            var secret = ReceiptSecret.Create(_random);
            key.Value = secret.ToArray();
            made.Add(((long)insert.ExecuteScalar()!, secret));
        }

        transaction.Commit();
        return made;
    }
}
