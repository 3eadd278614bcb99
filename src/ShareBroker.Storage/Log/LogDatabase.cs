using Microsoft.Data.Sqlite;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>
/// The tables of a log. One connection writes and checkpoints; one only reads. Entries and the new edge of the tree go into one
/// transaction.
/// Not safe for two writers at once; reading is.
/// </summary>
internal sealed class LogDatabase : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS log(id INTEGER PRIMARY KEY CHECK(id = 1), format INTEGER NOT NULL, origin TEXT NOT NULL,
            size INTEGER NOT NULL, root BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS entries(idx INTEGER PRIMARY KEY, jti TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, secret INTEGER NOT NULL,
            key_id TEXT NOT NULL, signature BLOB NOT NULL, payload BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS latest(kind TEXT PRIMARY KEY, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS tiles(level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL,
            PRIMARY KEY(level, number)) STRICT, WITHOUT ROWID;
        """;

    private readonly SqliteConnection _writer;
    private readonly SqliteCommand _isUsed;

    private LogDatabase(SqliteConnection writer, LogReader reader)
    {
        _writer = writer;
        Reader = reader;
        _isUsed = writer.CreateCommand();
        _isUsed.CommandText = "SELECT 1 FROM entries WHERE jti = $jti";
        _isUsed.Parameters.Add("$jti", SqliteType.Text);
    }

    /// <summary>What reads.</summary>
    public LogReader Reader { get; }

    /// <summary>Opens the database, makes its tables where there are none, and checks that it is of this log.</summary>
    public static LogDatabase Open(string path, string origin)
    {
        var writer = SqliteFiles.OpenWriter(path);
        try
        {
            SqliteFiles.Execute(writer, Schema);
            using var name = writer.CreateCommand();
            name.CommandText = "INSERT OR IGNORE INTO log(id, format, origin, size, root) VALUES(1, 1, $origin, 0, $root)";
            name.Parameters.AddWithValue("$origin", origin);
            name.Parameters.AddWithValue("$root", MerkleTree.EmptyRoot.ToArray());
            name.ExecuteNonQuery();
            var reader = LogReader.Open(path);
            if (reader.Origin != origin)
            {
                reader.Dispose();
                throw new InvalidOperationException(
                    $"the store is of the log '{reader.Origin}', not of '{origin}'; check the configured origin");
            }

            return new LogDatabase(writer, reader);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Makes a batch durable, all of it or nothing.</summary>
    public void Commit(IReadOnlyList<StoredEntry> entries, TileEdge tree, Action beforeCommit)
    {
        using var transaction = _writer.BeginTransaction();
        using (var insert = _writer.CreateCommand())
        {
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO entries VALUES($idx, $jti, $kind, $secret, $key, $signature, $payload)";
            var idx = insert.Parameters.Add("$idx", SqliteType.Integer);
            var jti = insert.Parameters.Add("$jti", SqliteType.Text);
            var kind = insert.Parameters.Add("$kind", SqliteType.Text);
            var secret = insert.Parameters.Add("$secret", SqliteType.Integer);
            var key = insert.Parameters.Add("$key", SqliteType.Text);
            var signature = insert.Parameters.Add("$signature", SqliteType.Blob);
            var payload = insert.Parameters.Add("$payload", SqliteType.Blob);
            foreach (var entry in entries)
            {
                (idx.Value, jti.Value, kind.Value, secret.Value) = (entry.Index, entry.Jti, entry.Kind, entry.Secret);
                (key.Value, signature.Value, payload.Value) = (entry.KeyId, entry.Signature, entry.Payload);
                insert.ExecuteNonQuery();
            }
        }

        CommitLatest(transaction, entries);
        CommitEdge(transaction, tree);
        beforeCommit();
        transaction.Commit();
    }

    /// <summary>
    /// Whether an entry has this identifier; for whoever commits. The writing connection has the pages at hand, which the reading one
    /// would have to read anew after each commit.
    /// </summary>
    public bool IsUsed(string jti)
    {
        _isUsed.Parameters[0].Value = jti;
        return _isUsed.ExecuteScalar() is not null;
    }

    public void Dispose()
    {
        Reader.Dispose();
        _isUsed.Dispose();
        _writer.Dispose();
    }

    private void CommitLatest(SqliteTransaction transaction, IReadOnlyList<StoredEntry> entries)
    {
        foreach (var entry in entries.Reverse().DistinctBy(static entry => entry.Kind, StringComparer.Ordinal))
        {
            using var replace = _writer.CreateCommand();
            replace.Transaction = transaction;
            replace.CommandText = "INSERT OR REPLACE INTO latest VALUES($kind, $idx)";
            replace.Parameters.AddWithValue("$kind", entry.Kind);
            replace.Parameters.AddWithValue("$idx", entry.Index);
            replace.ExecuteNonQuery();
        }
    }

    private void CommitEdge(SqliteTransaction transaction, TileEdge tree)
    {
        foreach (var (level, number, tile) in tree.Completed)
        {
            using var insert = _writer.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO tiles VALUES($level, $number, $hashes)";
            insert.Parameters.AddWithValue("$level", level);
            insert.Parameters.AddWithValue("$number", number);
            insert.Parameters.AddWithValue("$hashes", tile.ToBytes(TileNodes.Width));
            insert.ExecuteNonQuery();
        }

        using var update = _writer.CreateCommand();
        update.Transaction = transaction;
        update.CommandText = "UPDATE log SET size = $size, root = $root WHERE id = 1";
        update.Parameters.AddWithValue("$size", tree.Size);
        update.Parameters.AddWithValue("$root", tree.Root.ToArray());
        update.ExecuteNonQuery();
    }
}
