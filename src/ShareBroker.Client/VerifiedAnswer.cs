using System.Text.Json;
using ShareBroker.Wire.V1;

namespace ShareBroker.Client;

/// <summary>An answer whose receipt is good and fits it. Made by <see cref="AnswerVerifier"/> alone.</summary>
public sealed record VerifiedAnswer
{
    internal VerifiedAnswer()
    {
    }

    /// <summary>
    /// The answer as it came, but for the payload: state, effect, reasons, outcome of each field, obligations, end of the order.
    /// </summary>
    public required Disclosure Message { get; init; }

    /// <summary>The released values by path; empty unless released. Personal data.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Payload { get; init; }

    /// <summary>Index of the receipt's entry in the log.</summary>
    public required long ReceiptIndex { get; init; }

    /// <summary>SHA-256(0x00 ‖ entry); with origin and index, the identity of the receipt.</summary>
    public required ReadOnlyMemory<byte> LeafHash { get; init; }

    /// <summary>Identifier of the statement.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>The receipt to keep: JSON with the disclosures that the agency holds.</summary>
    public ReadOnlyMemory<byte> ReceiptJson => Message.Receipt.Content.Memory;

    /// <summary>Something was released.</summary>
    public bool IsReleased => Message.State == DisclosureState.Released;
}
