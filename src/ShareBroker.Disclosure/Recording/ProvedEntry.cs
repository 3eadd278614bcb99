using ShareBroker.Receipts.Tree;

namespace ShareBroker.Disclosure.Recording;

/// <summary>An inclusion proof.</summary>
/// <param name="Hashes">Sibling hashes, the leaf's first.</param>
/// <param name="LeafHash">SHA-256(0x00 ‖ entry).</param>
/// <param name="Size">Size of the tree it is for.</param>
public sealed record ProvedEntry(IReadOnlyList<MerkleHash> Hashes, MerkleHash LeafHash, long Size);
