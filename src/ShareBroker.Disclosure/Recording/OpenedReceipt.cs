using ShareBroker.Receipts;

namespace ShareBroker.Disclosure.Recording;

/// <summary>A receipt opened for an auditor.</summary>
/// <param name="Receipt">The receipt with the disclosures of its sealed members; each fits a digest of the statement.</param>
/// <param name="Input">The canonical decision input; its SHA-256 is the sealed <c>input_sha256</c>.</param>
/// <param name="OpeningIndex">Index of the entry that says so in the log.</param>
public sealed record OpenedReceipt(Receipt Receipt, ReadOnlyMemory<byte> Input, long OpeningIndex);
