namespace ShareBroker.Disclosure.Recording;

/// <summary>What a list tells of an entry.</summary>
/// <param name="Index">Index in the log.</param>
/// <param name="ReceiptId">Identifier of the statement.</param>
/// <param name="Kind">Kind of the entry, such as <c>release</c>.</param>
/// <param name="Time">When it was made.</param>
public sealed record ReceiptSummary(long Index, string ReceiptId, string Kind, DateTimeOffset Time);
