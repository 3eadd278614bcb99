using System.Numerics;
using System.Security.Cryptography;

namespace ShareBroker.Receipts.Tree;

/// <summary>
/// The Merkle tree of RFC 6962 §2.1 with SHA-256: hashes, roots, proofs. The verifying half is <see cref="MerkleProof"/>.
/// </summary>
public static class MerkleTree
{
    /// <summary>The root of the tree without leaves, SHA-256 of nothing.</summary>
    public static MerkleHash EmptyRoot { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static MerkleHash LeafHash(ReadOnlySpan<byte> entry)
    {
        // An entry is at most 64 KiB, so one buffer is cheaper than an incremental hash.
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        buffer[0] = 0;
        entry.CopyTo(buffer.AsSpan(1));
        Span<byte> hash = stackalloc byte[MerkleHash.SizeBytes];
        SHA256.HashData(buffer.AsSpan(0, entry.Length + 1), hash);
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        return new MerkleHash(hash);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static MerkleHash NodeHash(MerkleHash left, MerkleHash right)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * MerkleHash.SizeBytes)];
        buffer[0] = 1;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + MerkleHash.SizeBytes)..]);
        Span<byte> hash = stackalloc byte[MerkleHash.SizeBytes];
        SHA256.HashData(buffer, hash);
        return new MerkleHash(hash);
    }

    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    public static MerkleHash Root(long size, ISubtreeHashes hashes) =>
        size == 0 ? EmptyRoot : RangeHash(0, size, hashes);

    /// <summary>PATH(index, D[size]), leaf's sibling first (RFC 6962 §2.1.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not <c>0 ≤ index &lt; size</c>.</exception>
    public static IReadOnlyList<MerkleHash> InclusionProof(long index, long size, ISubtreeHashes hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<MerkleHash>();
        long first = 0;
        var end = size;
        while (end - first > 1)
        {
            var split = first + LargestPowerBelow(end - first);
            if (index < split)
            {
                path.Add(RangeHash(split, end, hashes));
                end = split;
            }
            else
            {
                path.Add(RangeHash(first, split, hashes));
                first = split;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>PROOF(from, D[to]) (RFC 6962 §2.1.2); empty when the sizes are equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not <c>1 ≤ fromSize ≤ toSize</c>.</exception>
    public static IReadOnlyList<MerkleHash> ConsistencyProof(long fromSize, long toSize, ISubtreeHashes hashes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromSize, toSize);
        var path = new List<MerkleHash>();
        long first = 0;
        var end = toSize;
        var known = true;
        while (fromSize != end)
        {
            var split = first + LargestPowerBelow(end - first);
            if (fromSize <= split)
            {
                path.Add(RangeHash(split, end, hashes));
                end = split;
            }
            else
            {
                path.Add(RangeHash(first, split, hashes));
                first = split;
                known = false;
            }
        }

        if (!known)
        {
            path.Add(RangeHash(first, end, hashes));
        }

        path.Reverse();
        return path;
    }

    /// <summary>
    /// MTH of the leaves from <paramref name="first"/> to before <paramref name="end"/>, where the range is a node of some tree.
    /// </summary>
    private static MerkleHash RangeHash(long first, long end, ISubtreeHashes hashes)
    {
        var count = end - first;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.Log2((ulong)count);
            return hashes.SubtreeHash(level, first >> level);
        }

        var split = first + LargestPowerBelow(count);
        return NodeHash(RangeHash(first, split, hashes), RangeHash(split, end, hashes));
    }

    /// <summary>The largest power of two smaller than a count of at least two.</summary>
    private static long LargestPowerBelow(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
