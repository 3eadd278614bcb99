using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ShareBroker.Storage.Log;

/// <summary>Opens SQLite so that a commit that returned is on the disk.</summary>
internal static class SqliteFiles
{
    /// <summary>The one connection that writes and checkpoints: write-ahead log, synchronous FULL, both verified.</summary>
    public static SqliteConnection OpenWriter(string path)
    {
        if (!File.Exists(path))
        {
            // SQLite gives its side files the same permissions as the database.
            new FileStream(path, PrivateFile.CreateNew).Dispose();
        }

        var connection = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            Demand(connection, "PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal");
            Demand(connection, "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that reads and never checkpoints.</summary>
    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>What to tell whoever started the broker.</summary>
    public static IOException CannotOpen(string directory, SqliteException fault) => new(
        $"the store in '{directory}' cannot be opened (SQLite error {fault.SqliteExtendedErrorCode}); look at disk, space and permissions",
        fault);

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void Demand(SqliteConnection connection, string set, string get, string wanted)
    {
        Execute(connection, set);
        using var command = connection.CreateCommand();
        command.CommandText = get;
        var actual = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (!string.Equals(actual, wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"the database answers '{actual}' to '{get}' where '{wanted}' is needed: acknowledged entries could be lost");
        }
    }
}
