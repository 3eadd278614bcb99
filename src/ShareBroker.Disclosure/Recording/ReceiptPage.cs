namespace ShareBroker.Disclosure.Recording;

/// <summary>A page of entries.</summary>
/// <param name="Receipts">The entries, oldest first.</param>
/// <param name="NextIndex">Start of the next page; 0 at the end.</param>
public sealed record ReceiptPage(IReadOnlyList<ReceiptSummary> Receipts, long NextIndex);
