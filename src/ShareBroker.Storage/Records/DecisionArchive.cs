using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies.Replaying;
using ShareBroker.Storage.Log;

namespace ShareBroker.Storage.Records;

/// <summary>Reads the decisions of a store with what they were made from, also while a broker writes to it. It changes nothing.</summary>
public sealed class DecisionArchive : IDisposable
{
    private const int PageSize = 256;

    private readonly LogReader _log;
    private readonly SqliteConnection _records;
    private readonly RecordSeal _seal;

    private DecisionArchive(LogReader log, SqliteConnection records, RecordSeal seal) => (_log, _records, _seal) = (log, records, seal);

    /// <summary>How many entries the log has; an upper bound of its decisions.</summary>
    public long Entries => _log.Head().Size;

    /// <summary>Opens a store for reading.</summary>
    /// <param name="log">Where the log is.</param>
    /// <param name="records">Where the records are, and under which key.</param>
    /// <param name="random">The source of nonces; nothing is sealed here.</param>
    /// <exception cref="IOException">There is no store, or it cannot be opened.</exception>
    public static DecisionArchive Open(StatementLogOptions log, RecordStoreOptions records, RandomNumberGenerator random)
    {
        foreach (var (path, folder) in new[] { (log.DatabasePath, log.Directory), (records.DatabasePath, records.Directory) })
        {
            if (!File.Exists(path))
            {
                throw new IOException($"there is no store in '{folder}'; name the data folder of a broker");
            }
        }

        LogReader? reader = null;
        try
        {
            reader = LogReader.Open(log.DatabasePath);
            return new DecisionArchive(reader, SqliteFiles.OpenReader(records.DatabasePath), new RecordSeal(records.Key.Span, random));
        }
        catch (SqliteException fault)
        {
            reader?.Dispose();
            throw SqliteFiles.CannotOpen(log.Directory, fault);
        }
    }

    /// <summary>The decisions in the order of the log. One reader at a time.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LogUnavailableException">An input cannot be opened: damaged, or sealed under another key.</exception>
    public async IAsyncEnumerable<PastDecision> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        using var command = _records.CreateCommand();
        command.CommandText = "SELECT body FROM inputs WHERE place = $place";
        var place = command.Parameters.Add("$place", SqliteType.Blob);
        var size = Entries;
        for (long first = 0; first < size;)
        {
            var page = _log.Range(first, PageSize);
            foreach (var entry in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (PastDecisions.HeadOf(entry.Index, entry.Payload) is { } past)
                {
                    yield return past with { Input = Input(command, place, past.Receipt) };
                }
            }

            first += PageSize;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        _records.Dispose();
    }

    private ReadOnlyMemory<byte> Input(SqliteCommand command, SqliteParameter place, string jti)
    {
        var index = _seal.IndexOf("input", jti);
        place.Value = index;
        try
        {
            return command.ExecuteScalar() is byte[] body
                ? JsonSerializer.Deserialize<KeptDecision>(_seal.Open(index, body), RecordJson.Options)!.Input
                : default;
        }
        catch (Exception fault) when (fault is SqliteException or CryptographicException or JsonException)
        {
            throw new LogUnavailableException(fault);
        }
    }
}
