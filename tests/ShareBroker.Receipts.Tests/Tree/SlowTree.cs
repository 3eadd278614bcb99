using System.Security.Cryptography;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Tree;

/// <summary>The tree as RFC 6962 §2.1 defines it, word for word, without any cleverness.</summary>
internal static class SlowTree
{
    public static byte[] Root(IReadOnlyList<byte[]> entries) => entries.Count switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. entries[0]]),
        var count => SHA256.HashData([1, .. Root([.. entries.Take(Split(count))]), .. Root([.. entries.Skip(Split(count))])]),
    };

    public static List<byte[]> Path(int index, IReadOnlyList<byte[]> entries)
    {
        if (entries.Count == 1)
        {
            return [];
        }

        var split = Split(entries.Count);
        var (left, right) = (entries.Take(split).ToList(), entries.Skip(split).ToList());
        return index < split ? [.. Path(index, left), Root(right)] : [.. Path(index - split, right), Root(left)];
    }

    public static List<byte[]> Proof(int from, IReadOnlyList<byte[]> entries) => SubProof(from, entries, known: true);

    public static MerkleHash[] Hashes(IEnumerable<byte[]> hashes) => [.. hashes.Select(hash => new MerkleHash(hash))];

    private static List<byte[]> SubProof(int from, IReadOnlyList<byte[]> entries, bool known)
    {
        if (from == entries.Count)
        {
            return known ? [] : [Root(entries)];
        }

        var split = Split(entries.Count);
        var (left, right) = (entries.Take(split).ToList(), entries.Skip(split).ToList());
        return from <= split ? [.. SubProof(from, left, known), Root(right)] : [.. SubProof(from - split, right, known: false), Root(left)];
    }

    private static int Split(int count)
    {
        var split = 1;
        while (split * 2 < count)
        {
            split *= 2;
        }

        return split;
    }
}
