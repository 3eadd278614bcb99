using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Storage.Log;

namespace ShareBroker.Storage.Records;

/// <summary>
/// Registers, cases, files of disclosures and what decisions were made from in one SQLite database: one process, one connection that
/// writes, commits in groups, every body encrypted, every key a keyed digest. A write that returned is on the disk.
/// </summary>
public sealed partial class SqliteRecordStore : IRegisterStore, ICaseStore, IOrderStore, IDecisionInputs, IAsyncDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS meta(id INTEGER PRIMARY KEY CHECK(id = 1), format INTEGER NOT NULL, witness BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS rows(place BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS cases(place BLOB PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS links(link BLOB NOT NULL, opened INTEGER NOT NULL, place BLOB NOT NULL,
            PRIMARY KEY(link, opened, place)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS files(place BLOB PRIMARY KEY, key BLOB NOT NULL UNIQUE, version INTEGER NOT NULL,
            due INTEGER, answer INTEGER, release BLOB, opened INTEGER NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS inputs(place BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS files_due ON files(due) WHERE due IS NOT NULL;
        CREATE INDEX IF NOT EXISTS files_answer ON files(answer) WHERE answer IS NOT NULL;
        CREATE INDEX IF NOT EXISTS files_release ON files(release, opened) WHERE release IS NOT NULL;
        """;

    private const int RowsKept = 50_000;

    private static readonly byte[] Witness = "sharebroker/records/witness/1"u8.ToArray();

    private readonly FileStream _lock;
    private readonly RecordSeal _seal;
    private readonly RecordWriter _writer;
    private readonly string _path;
    private readonly ConcurrentBag<PreparedCommands> _readers = [];
    private readonly RowCache<RegisterKey, RegisterRecord?> _rows = new(RowsKept);

    private SqliteRecordStore(FileStream processLock, RecordSeal seal, RecordWriter writer, string path) =>
        (_lock, _seal, _writer, _path) = (processLock, seal, writer, path);

    /// <summary>Called around each commit, for tests of crashes.</summary>
    internal Action<bool>? Probe
    {
        set => _writer.Probe = value;
    }

    /// <summary>Opens the store and makes its tables where there are none.</summary>
    /// <param name="options">Where, and under which key.</param>
    /// <param name="random">The source of nonces.</param>
    /// <param name="fatal">
    /// Called once when a sync failed or the file was replaced; it should end the process. Called on a thread of the store.
    /// </param>
    /// <exception cref="IOException">Another process has the store open, or a file cannot be read or written.</exception>
    /// <exception cref="InvalidOperationException">The store was written under another key or in a newer format.</exception>
    public static SqliteRecordStore Open(RecordStoreOptions options, RandomNumberGenerator random, Action<Exception> fatal)
    {
        PrivateFile.MakeDirectory(options.Directory);
        var processLock = LockProcess(options.LockPath);
        SqliteConnection? connection = null;
        try
        {
            var seal = new RecordSeal(options.Key.Span, random);
            connection = SqliteFiles.OpenWriter(options.DatabasePath);
            SqliteFiles.Execute(connection, Schema);
            DemandKey(connection, seal);
            return new SqliteRecordStore(processLock, seal, new RecordWriter(connection, options, fatal), options.DatabasePath);
        }
        catch
        {
            connection?.Dispose();
            processLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        await _lock.DisposeAsync();
    }

    /// <inheritdoc/>
    public Task<RegisterRecord?> FindAsync(RegisterKey key, CancellationToken cancellationToken) => _rows.FindAsync(key, () =>
    {
        var place = PlaceOf(key);
        return ReadAsync(
            "SELECT body FROM rows WHERE place = $place",
            [("$place", place)],
            reader => reader.Read() ? Open<RegisterRecord>(place, Bytes(reader, 0)) : null,
            cancellationToken);
    });

    /// <inheritdoc/>
    public async Task PutAsync(RegisterRecord record, CancellationToken cancellationToken)
    {
        var key = record.Key;
        var place = PlaceOf(key);
        var body = Seal(place, record);
        await _writer.WriteAsync(
            commands => commands.Change(
                "INSERT INTO rows VALUES($place, $body) ON CONFLICT(place) DO UPDATE SET body = excluded.body",
                ("$place", place),
                ("$body", body)) == 1,
            _ => _rows.Forget(key));
    }

    private byte[] PlaceOf(RegisterKey key) => _seal.IndexOf("register", key.Register, key.Row);

    private byte[] Seal<T>(byte[] place, T record) => _seal.Seal(place, JsonSerializer.SerializeToUtf8Bytes(record, RecordJson.Options));

    private T Open<T>(byte[] place, byte[] body) => JsonSerializer.Deserialize<T>(_seal.Open(place, body), RecordJson.Options)!;

    private Task<T> ReadAsync<T>(
        string sql,
        ReadOnlySpan<(string Name, object? Value)> values,
        Func<SqliteDataReader, T> read,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_readers.TryTake(out var commands))
        {
            commands = new PreparedCommands(SqliteFiles.OpenReader(_path));
        }

        try
        {
            using var reader = commands.Of(sql, values).ExecuteReader();
            return Task.FromResult(read(reader));
        }
        catch (Exception fault) when (fault is SqliteException or CryptographicException or JsonException)
        {
            throw new LogUnavailableException(fault);
        }
        finally
        {
            _readers.Add(commands);
        }
    }

    private static byte[] Bytes(SqliteDataReader reader, int column) => (byte[])reader.GetValue(column);

    private static void DemandKey(SqliteConnection connection, RecordSeal seal)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT OR IGNORE INTO meta VALUES(1, 1, $witness)";
        insert.Parameters.AddWithValue("$witness", seal.Seal(Witness, Witness));
        insert.ExecuteNonQuery();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT format, witness FROM meta";
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetInt64(0) != 1)
        {
            throw new InvalidOperationException("the records were written by a newer program; start that one");
        }

        try
        {
            seal.Open(Witness, Bytes(reader, 1));
        }
        catch (CryptographicException fault)
        {
            throw new InvalidOperationException("the records were written under another key; configure that key", fault);
        }
    }

    private static FileStream LockProcess(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new IOException("another process has the records open; they have one writer", fault);
        }
    }
}
