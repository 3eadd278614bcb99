using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts;

/// <summary>What verification found: exactly one of <see cref="Verified"/> and <see cref="Failed"/>.</summary>
public abstract record ReceiptVerdict
{
    private ReceiptVerdict()
    {
    }

    /// <summary>Every step held.</summary>
    /// <param name="Index">The entry's place.</param>
    /// <param name="LeafHash">With origin and index, the identity of the receipt.</param>
    /// <param name="Statement">The statement.</param>
    /// <param name="Openings">What the disclosures opened.</param>
    /// <param name="NotRecomputed">Paths whose transformation could not be recomputed, since a half is sealed, keyed or of an unknown
    /// scheme.</param>
    public sealed record Verified(
        long Index,
        MerkleHash LeafHash,
        Statement Statement,
        IReadOnlyList<Opening> Openings,
        IReadOnlyList<string> NotRecomputed) : ReceiptVerdict;

    /// <summary>A step did not hold: the receipt proves nothing.</summary>
    /// <param name="Step">Which one.</param>
    /// <param name="Code">A stable word for programs.</param>
    /// <param name="Reason">One sentence for people, without personal data.</param>
    public sealed record Failed(VerificationStep Step, string Code, string Reason) : ReceiptVerdict;
}
