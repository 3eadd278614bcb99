using System.Numerics;

namespace ShareBroker.Receipts.Tree;

/// <summary>
/// A tree cut into tiles (C2SP tlog-tiles): the last, unfinished tile of each level in memory with all its inner nodes, full tiles with
/// whoever stores them. Adding a leaf costs less than two hashes beyond its own; a fork costs a few copies, so that a batch that fails
/// leaves
/// nothing behind. Not safe for two writers; once nobody adds any more, any number may read.
/// </summary>
public sealed class TileEdge : ISubtreeHashes
{
    private readonly List<TileNodes> _edge;
    private readonly Dictionary<(int Level, long Number), TileNodes> _completed;
    private readonly Func<int, long, TileNodes> _read;

    /// <summary>An empty tree.</summary>
    /// <param name="read">Reads a full tile that was completed before; throws when it cannot.</param>
    public TileEdge(Func<int, long, TileNodes> read)
        : this(0, [], read)
    {
    }

    private TileEdge(long size, List<TileNodes> edge, Func<int, long, TileNodes> read)
    {
        Size = size;
        _edge = edge;
        _completed = [];
        _read = read;
    }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The root over them.</summary>
    public MerkleHash Root => MerkleTree.Root(Size, this);

    /// <summary>The tiles that became full since the last fork, in the order in which they did.</summary>
    public IEnumerable<(int Level, long Number, TileNodes Tile)> Completed =>
        _completed.Select(static pair => (pair.Key.Level, pair.Key.Number, pair.Value));

    /// <summary>Takes up a tree again from its size, its full tiles and the hashes of its last leaves.</summary>
    /// <param name="size">How many leaves there are.</param>
    /// <param name="lastLeaves">The hashes of the <c>size mod 256</c> leaves after the last full tile.</param>
    /// <param name="read">Reads a full tile.</param>
    public static TileEdge Resume(long size, IReadOnlyList<MerkleHash> lastLeaves, Func<int, long, TileNodes> read)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lastLeaves.Count, (int)(size % TileNodes.Width), nameof(lastLeaves));
        var edge = new List<TileNodes>();
        var below = size;
        for (var level = 0; below > 0; level++)
        {
            var tile = new TileNodes();
            var full = below / TileNodes.Width;
            var count = (int)(below % TileNodes.Width);
            for (var at = 0; at < count; at++)
            {
                tile.Add(level == 0 ? lastLeaves[at] : read(level - 1, (full * TileNodes.Width) + at).Root);
            }

            edge.Add(tile);
            below = full;
        }

        return new TileEdge(size, edge, read);
    }

    /// <summary>The same tree, to be added to without touching this one. Tiles that this one completed must be stored by now.</summary>
    public TileEdge Fork() => new(Size, [.. _edge.Select(static tile => tile.Copy())], _read);

    /// <summary>Adds a leaf.</summary>
    public void Append(MerkleHash leafHash)
    {
        var carried = leafHash;
        for (var level = 0; ; level++)
        {
            if (level == _edge.Count)
            {
                _edge.Add(new TileNodes());
            }

            _edge[level].Add(carried);
            if (_edge[level].Count < TileNodes.Width)
            {
                break;
            }

            carried = _edge[level].Root;
            _completed.Add((level, (Size + 1 >> (TileNodes.Height * (level + 1))) - 1), _edge[level]);
            _edge[level] = new TileNodes();
        }

        Size++;
    }

    /// <inheritdoc/>
    public MerkleHash SubtreeHash(int level, long index)
    {
        var tileLevel = level / TileNodes.Height;
        var height = level % TileNodes.Height;
        var first = index << height;
        var number = first / TileNodes.Width;
        return TileAt(tileLevel, number).Node(height, (int)((first % TileNodes.Width) >> height));
    }

    /// <summary>A tile, full or the last of its level.</summary>
    public TileNodes TileAt(int level, long number)
    {
        var full = Size >> (TileNodes.Height * (level + 1));
        if (number == full && level < _edge.Count)
        {
            return _edge[level];
        }

        return _completed.TryGetValue((level, number), out var tile) ? tile : _read(level, number);
    }

    /// <summary>How many tree levels have tiles: 1 for up to 256 leaves.</summary>
    public int Levels => Size == 0 ? 0 : (BitOperations.Log2((ulong)Size) / TileNodes.Height) + 1;
}
