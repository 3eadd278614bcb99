namespace ShareBroker.Receipts.Tree;

/// <summary>Whoever knows the hashes of complete subtrees: memory, tiles, a store.</summary>
public interface ISubtreeHashes
{
    /// <summary>
    /// The hash of the leaves from <c>index·2^level</c> to before <c>(index+1)·2^level</c>, all of which exist. An implementer that cannot
    /// tell throws; it never guesses.
    /// </summary>
    MerkleHash SubtreeHash(int level, long index);
}
