using Microsoft.Data.Sqlite;

namespace ShareBroker.Storage.Records;

/// <summary>One connection with its statements, each compiled once. For one thread at a time.</summary>
internal sealed class PreparedCommands(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    /// <summary>Begins a transaction, which every statement belongs to until it is disposed.</summary>
    public SqliteTransaction Begin() => _transaction = connection.BeginTransaction();

    /// <summary>The transaction is over.</summary>
    public void End() => _transaction = null;

    /// <summary>The statement with its values. The text is always one of the store's constants.</summary>
    public SqliteCommand Of(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            _commands[sql] = command;
        }

        command.Transaction = _transaction;
        command.Parameters.Clear();
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>Runs a statement; how many rows it changed.</summary>
    public int Change(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Of(sql, values).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
