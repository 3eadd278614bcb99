namespace ShareBroker.Receipts.Tree;

/// <summary>
/// A tile of up to 256 hashes with the nodes above them: eight levels of the tree. Adding costs less than one hash on average.
/// </summary>
public sealed class TileNodes
{
    /// <summary>How many hashes a full tile has.</summary>
    public const int Width = 256;

    /// <summary>How many levels of the tree a tile spans.</summary>
    public const int Height = 8;

    private readonly MerkleHash[] _nodes;

    /// <summary>An empty tile.</summary>
    public TileNodes() => _nodes = new MerkleHash[2 * Width];

    private TileNodes(MerkleHash[] nodes, int count)
    {
        _nodes = nodes;
        Count = count;
    }

    /// <summary>How many hashes it has.</summary>
    public int Count { get; private set; }

    /// <summary>The hash over all of a full tile.</summary>
    public MerkleHash Root => Node(Height, 0);

    /// <summary>Reads a tile from its published form: 32 bytes a hash, 1 to 256 of them.</summary>
    /// <exception cref="ReceiptException">It has another length.</exception>
    public static TileNodes Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > Width * MerkleHash.SizeBytes || bytes.Length % MerkleHash.SizeBytes != 0)
        {
            throw new ReceiptException("tile_malformed", "a tile has 1 to 256 hashes of 32 bytes");
        }

        var tile = new TileNodes();
        for (var at = 0; at < bytes.Length; at += MerkleHash.SizeBytes)
        {
            tile.Add(new MerkleHash(bytes.Slice(at, MerkleHash.SizeBytes)));
        }

        return tile;
    }

    /// <summary>Adds a hash to a tile that is not full.</summary>
    public void Add(MerkleHash hash)
    {
        // A heap's numbering: the node at 1 is the root, the children of n are 2n and 2n+1.
        var at = Width + Count;
        _nodes[at] = hash;
        Count++;
        while ((at & 1) == 1 && at > 1)
        {
            _nodes[at >> 1] = MerkleTree.NodeHash(_nodes[at - 1], _nodes[at]);
            at >>= 1;
        }
    }

    /// <summary>The node that many levels above the hashes, counted from the left. All hashes below it are there.</summary>
    public MerkleHash Node(int height, int index)
    {
        if ((index + 1) << height > Count)
        {
            throw new ReceiptException("tile_short", "a tile of the tree is shorter than its size says");
        }

        return _nodes[(Width >> height) + index];
    }

    /// <summary>The published form of the first <paramref name="width"/> hashes: a partial tile is a prefix of the full one.</summary>
    public byte[] ToBytes(int width)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Count);
        var bytes = new byte[width * MerkleHash.SizeBytes];
        for (var at = 0; at < width; at++)
        {
            _nodes[Width + at].CopyTo(bytes.AsSpan(at * MerkleHash.SizeBytes));
        }

        return bytes;
    }

    internal TileNodes Copy() => new([.. _nodes], Count);
}
