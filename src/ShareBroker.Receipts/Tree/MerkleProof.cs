using System.Numerics;

namespace ShareBroker.Receipts.Tree;

/// <summary>
/// Verifies proofs as RFC 9162 §2.1.3.2 and §2.1.4.2 say, with the lengths compared too: a proof that is too long fails. A bad proof is an
/// answer, not an exception.
/// </summary>
public static class MerkleProof
{
    /// <summary>The most hashes a proof can have.</summary>
    public const int HashesMax = 63;

    /// <summary>Whether the leaf stands at the index in the tree of that size and root.</summary>
    public static bool VerifyInclusion(long index, long size, MerkleHash leafHash, IReadOnlyList<MerkleHash> path, MerkleHash root)
    {
        if (index < 0 || size < 1 || index >= size || path.Count > HashesMax)
        {
            return false;
        }

        var (fn, sn) = (index, size - 1);
        var computed = leafHash;
        foreach (var sibling in path)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                computed = MerkleTree.NodeHash(sibling, computed);
                SkipEvenLevels(ref fn, ref sn);
            }
            else
            {
                computed = MerkleTree.NodeHash(computed, sibling);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && computed == root;
    }

    /// <summary>
    /// Whether the tree of the second size and root begins with the tree of the first. Nothing is ever consistent with size 0: the empty
    /// proof says nothing.
    /// </summary>
    public static bool VerifyConsistency(
        long fromSize, MerkleHash fromRoot, long toSize, MerkleHash toRoot, IReadOnlyList<MerkleHash> path)
    {
        if (fromSize < 1 || fromSize > toSize || path.Count > HashesMax)
        {
            return false;
        }

        if (fromSize == toSize)
        {
            return path.Count == 0 && fromRoot == toRoot;
        }

        if (path.Count == 0)
        {
            return false;
        }

        // A first tree that is a complete subtree is its own first hash.
        var rest = BitOperations.IsPow2(fromSize) ? path.AsEnumerable() : path.Skip(1);
        var (fn, sn) = (fromSize - 1, toSize - 1);
        while ((fn & 1) == 1)
        {
            fn >>= 1;
            sn >>= 1;
        }

        var start = BitOperations.IsPow2(fromSize) ? fromRoot : path[0];
        return Climb(fn, sn, start, rest, out var first, out var second) && first == fromRoot && second == toRoot;
    }

    private static bool Climb(
        long fn, long sn, MerkleHash start, IEnumerable<MerkleHash> rest, out MerkleHash first, out MerkleHash second)
    {
        first = start;
        second = start;
        foreach (var sibling in rest)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                first = MerkleTree.NodeHash(sibling, first);
                second = MerkleTree.NodeHash(sibling, second);
                SkipEvenLevels(ref fn, ref sn);
            }
            else
            {
                second = MerkleTree.NodeHash(second, sibling);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0;
    }

    // At the ragged right edge a node without a sibling moves up unchanged.
    private static void SkipEvenLevels(ref long fn, ref long sn)
    {
        while ((fn & 1) == 0 && fn != 0)
        {
            fn >>= 1;
            sn >>= 1;
        }
    }
}
