namespace ShareBroker.Client.Holding;

/// <summary>One value of a record with where it comes from.</summary>
/// <param name="Path">Path of the field catalogue.</param>
/// <param name="ValueJson">The value as UTF-8 JSON.</param>
/// <param name="OriginPurpose">Purpose under which it was collected; empty or <c>none</c> without special origin.</param>
/// <param name="Basis"><c>fact</c>, <c>personal_assessment</c> or empty.</param>
/// <param name="Reviewed">A person has reviewed this free text.</param>
/// <param name="ReceiptId">Receipt under which the holder itself received it, or empty.</param>
/// <param name="Version">Changes when the value changes.</param>
public sealed record RecordValue(
    string Path,
    ReadOnlyMemory<byte> ValueJson,
    string OriginPurpose,
    string Basis,
    bool Reviewed,
    string ReceiptId,
    string Version);
