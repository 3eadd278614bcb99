using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>Reads the tables of a log through one connection, one caller at a time, with the tiles last used kept at hand.</summary>
internal sealed class LogReader : IDisposable
{
    private const int TilesKept = 1024;
    private const string Columns = "idx, jti, kind, secret, key_id, signature, payload";

    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(int Level, long Number), TileNodes> _tiles = new();

    private LogReader(SqliteConnection connection)
    {
        _connection = connection;
        Origin = Scalar("SELECT origin FROM log WHERE id = 1") as string ?? "";
    }

    /// <summary>The name of the log that the tables are of.</summary>
    public string Origin { get; }

    public static LogReader Open(string path)
    {
        var connection = SqliteFiles.OpenReader(path);
        try
        {
            return new LogReader(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Size and root as the last transaction left them.</summary>
    public (long Size, MerkleHash Root) Head()
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT size, root FROM log WHERE id = 1";
            using var row = command.ExecuteReader();
            return row.Read() ? (row.GetInt64(0), new MerkleHash((byte[])row.GetValue(1))) : (0, MerkleTree.EmptyRoot);
        }
    }

    /// <summary>
    /// The last secret that an entry uses, or 0. Secrets are given out in order, but for those that wait in the queue at once.
    /// </summary>
    public long LastSecret() => Scalar("SELECT max(secret) FROM (SELECT secret FROM entries ORDER BY idx DESC LIMIT 50000)") as long? ?? 0;

    public StoredEntry? Find(string jti) => Entries("jti = $key", jti, countMax: 1).FirstOrDefault();

    public StoredEntry? Latest(string kind) =>
        Entries("idx = (SELECT idx FROM latest WHERE kind = $key)", kind, countMax: 1).FirstOrDefault();

    public IReadOnlyList<StoredEntry> Range(long first, int countMax) => Entries("idx >= $key", first, countMax, "ORDER BY idx");

    /// <summary>A full tile.</summary>
    /// <exception cref="StatementLogCorruptException">It is not there, or not full.</exception>
    public TileNodes Tile(int level, long number)
    {
        if (_tiles.TryGetValue((level, number), out var known))
        {
            return known;
        }

        byte[]? bytes;
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT hashes FROM tiles WHERE level = $level AND number = $number";
            command.Parameters.AddWithValue("$level", level);
            command.Parameters.AddWithValue("$number", number);
            bytes = command.ExecuteScalar() as byte[];
        }

        if (bytes is not { Length: TileNodes.Width * MerkleHash.SizeBytes })
        {
            throw new StatementLogCorruptException("a tile of the tree is missing or short", number << (TileNodes.Height * (level + 1)));
        }

        if (_tiles.Count >= TilesKept)
        {
            _tiles.Clear();
        }

        return _tiles.GetOrAdd((level, number), TileNodes.Parse(bytes));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }

    private List<StoredEntry> Entries(string where, object key, int countMax, string order = "")
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"SELECT {Columns} FROM entries WHERE {where} {order} LIMIT $count";
            command.Parameters.AddWithValue("$key", key);
            command.Parameters.AddWithValue("$count", countMax);
            using var row = command.ExecuteReader();
            var entries = new List<StoredEntry>();
            while (row.Read())
            {
                entries.Add(new StoredEntry(
                    row.GetInt64(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetInt64(3),
                    row.GetString(4),
                    (byte[])row.GetValue(5),
                    (byte[])row.GetValue(6)));
            }

            return entries;
        }
    }

    private object? Scalar(string sql)
    {
        lock (_gate)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }
}
