using Microsoft.Data.Sqlite;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>
/// Compares a store with the heads that were signed over it. SQLite may lose its last commits silently when its write-ahead log is
/// damaged, and
/// an old copy looks as healthy as a new one: only a signed head outside the database tells.
/// </summary>
internal static class StoreComparison
{
    /// <summary>The tree of the store, when it is the one that was signed.</summary>
    /// <exception cref="StatementLogCorruptException">It is not.</exception>
    public static TileEdge Compare(LogReader reader, IReadOnlyList<SignedCheckpoint> heads, long fullCheckMax)
    {
        try
        {
            return CompareOrThrow(reader, heads, fullCheckMax);
        }
        catch (SqliteException fault)
        {
            throw new StatementLogCorruptException($"the database is damaged ({fault.SqliteExtendedErrorCode})", firstBadIndex: 0);
        }
        catch (ReceiptException fault)
        {
            throw new StatementLogCorruptException($"the database is damaged ({fault.Code})", firstBadIndex: 0);
        }
    }

    private static TileEdge CompareOrThrow(LogReader reader, IReadOnlyList<SignedCheckpoint> heads, long fullCheckMax)
    {
        var (size, root) = reader.Head();
        var signed = heads.Count == 0 ? null : heads[0];
        if (signed is not null && size < signed.Size)
        {
            throw new StatementLogCorruptException($"the store has {size} entries but its signed head has {signed.Size}", size);
        }

        if (signed is null && size > 0)
        {
            throw new StatementLogCorruptException("the file of the signed head is missing or damaged", firstBadIndex: 0);
        }

        var tree = size <= fullCheckMax ? Rederive(reader, size) : Resume(reader, size);
        foreach (var head in heads.Reverse())
        {
            if (MerkleTree.Root(head.Size, tree) != head.Root)
            {
                throw new StatementLogCorruptException(
                    $"the store differs from its signed head of size {head.Size}", FirstDoubt(heads, tree));
            }
        }

        return tree.Root == root ? tree : throw new StatementLogCorruptException(
            "the entries and the root of the store differ", signed?.Size ?? 0);
    }

    // Every entry hashed again and compared with the stored tiles: a changed entry is found at its own index.
    private static TileEdge Rederive(LogReader reader, long size)
    {
        var tree = new TileEdge(reader.Tile);
        var last = new List<MerkleHash>();
        while (tree.Size < size)
        {
            var entries = reader.Range(tree.Size, TileNodes.Width);
            foreach (var entry in entries)
            {
                Demand(entry, tree.Size);
                var hash = MerkleTree.LeafHash(entry.Payload);
                tree.Append(hash);
                last.Add(hash);
                if (last.Count == TileNodes.Width)
                {
                    DemandTile(reader.Tile(0, (tree.Size / TileNodes.Width) - 1), last, tree.Size - TileNodes.Width);
                    last.Clear();
                }

                if (tree.Size == size)
                {
                    break;
                }
            }

            if (entries.Count == 0)
            {
                throw new StatementLogCorruptException($"the store says {size} entries and has {tree.Size}", tree.Size);
            }
        }

        foreach (var (level, number, tile) in tree.Completed.Where(static completed => completed.Level > 0))
        {
            if (!reader.Tile(level, number).ToBytes(TileNodes.Width).AsSpan().SequenceEqual(tile.ToBytes(TileNodes.Width)))
            {
                throw new StatementLogCorruptException(
                    "a tile of the tree differs from its entries", number << (TileNodes.Height * (level + 1)));
            }
        }

        return reader.Range(size, countMax: 1).Count == 0
            ? TileEdge.Resume(size, last, reader.Tile)
            : throw new StatementLogCorruptException($"the store says {size} entries and has more", size);
    }

    private static TileEdge Resume(LogReader reader, long size)
    {
        var count = (int)(size % TileNodes.Width);
        var entries = reader.Range(size - count, TileNodes.Width);
        for (var at = 0; at < entries.Count; at++)
        {
            Demand(entries[at], size - count + at);
        }

        return entries.Count == count
            ? TileEdge.Resume(size, [.. entries.Select(static entry => MerkleTree.LeafHash(entry.Payload))], reader.Tile)
            : throw new StatementLogCorruptException(
                $"the store says {size} entries and has others", size - count + Math.Min(count, entries.Count));
    }

    private static void Demand(StoredEntry entry, long index)
    {
        if (entry.Index != index)
        {
            throw new StatementLogCorruptException("an entry is missing", index);
        }

        Statement statement;
        try
        {
            statement = Statement.Parse(entry.Payload);
        }
        catch (ReceiptException)
        {
            throw new StatementLogCorruptException("an entry is no statement", index);
        }

        if (statement.Jti != entry.Jti || statement.Kind != entry.Kind)
        {
            throw new StatementLogCorruptException("an entry does not fit its row", index);
        }
    }

    private static void DemandTile(TileNodes stored, List<MerkleHash> derived, long first)
    {
        for (var at = 0; at < derived.Count; at++)
        {
            if (stored.Node(0, at) != derived[at])
            {
                throw new StatementLogCorruptException("an entry differs from the hash that was stored with it", first + at);
            }
        }
    }

    // Entries and tiles agree with each other and not with what was signed: whatever an older signed head still covers is good.
    private static long FirstDoubt(IReadOnlyList<SignedCheckpoint> heads, TileEdge tree) =>
        heads.Where(head => MerkleTree.Root(head.Size, tree) == head.Root).Select(static head => head.Size).DefaultIfEmpty(0).Max();
}
