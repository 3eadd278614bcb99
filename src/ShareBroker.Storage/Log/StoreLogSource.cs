using System.Text;
using Microsoft.Data.Sqlite;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Signing;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>
/// A store read as if it were published, also while a broker writes to it. Its checkpoint is the newest that the log signed; entries
/// that no head
/// covers yet are not there.
/// </summary>
public sealed class StoreLogSource : ILogSource, IDisposable
{
    private readonly LogReader _reader;
    private readonly SignedCheckpoint? _head;

    private StoreLogSource(LogReader reader, SignedCheckpoint? head)
    {
        _reader = reader;
        _head = head;
    }

    /// <summary>Opens a store for reading.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="logs">The keys that may have signed its head.</param>
    /// <exception cref="IOException">There is no store.</exception>
    public static StoreLogSource Open(StatementLogOptions options, IEnumerable<NoteVerifier> logs)
    {
        if (!File.Exists(options.DatabasePath))
        {
            throw new IOException($"there is no log in '{options.Directory}'");
        }

        var heads = logs.SelectMany(log => Log.HeadFile.Peek(options.HeadPath, log)).OrderByDescending(static head => head.Size);
        try
        {
            return new StoreLogSource(LogReader.Open(options.DatabasePath), heads.FirstOrDefault());
        }
        catch (SqliteException fault)
        {
            throw SqliteFiles.CannotOpen(options.Directory, fault);
        }
    }

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (path == "checkpoint")
        {
            return Task.FromResult(_head is null ? null : Encoding.UTF8.GetBytes(_head.Text));
        }

        return Task.FromResult(TilePath.TryParse(path) is not { } tile ? null : tile.Level is { } level ? Tile(level, tile) : Bundle(tile));
    }

    /// <summary>
    /// The first entry that none of these keys signed; null when all are signed. A published log has no signatures to look at.
    /// </summary>
    internal long? FirstUnsigned(JwkSet keys, CancellationToken cancellationToken)
    {
        var size = _head?.Size ?? 0;
        for (long first = 0; first < size; first += TileNodes.Width)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bad = _reader.Range(first, (int)Math.Min(TileNodes.Width, size - first))
                .AsParallel()
                .Where(entry => !Jws.Parse(entry.ToLogEntry().Jws).IsSignedByOneOf(keys))
                .Select(static entry => (long?)entry.Index)
                .Min();
            if (bad is not null)
            {
                return bad;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private byte[]? Bundle(TilePath path)
    {
        var entries = _reader.Range(path.Number * TileNodes.Width, path.Width);
        return entries.Count < path.Width ? null : EntryBundle.Write(entries.Select(static entry => (ReadOnlyMemory<byte>)entry.Payload));
    }

    // A stored tile is given as it is stored, so that whoever audits sees what is wrong with it; the last of a level is made from below.
    private byte[]? Tile(int level, TilePath path)
    {
        if (path.Width == TileNodes.Width)
        {
            return _reader.Tile(level, path.Number).ToBytes(TileNodes.Width);
        }

        var tile = new TileNodes();
        if (level == 0)
        {
            foreach (var entry in _reader.Range(path.Number * TileNodes.Width, path.Width))
            {
                tile.Add(MerkleTree.LeafHash(entry.Payload));
            }
        }
        else
        {
            for (var at = 0; at < path.Width; at++)
            {
                tile.Add(_reader.Tile(level - 1, (path.Number * TileNodes.Width) + at).Root);
            }
        }

        return tile.Count < path.Width ? null : tile.ToBytes(path.Width);
    }
}
