using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Receipts.Log;

/// <summary>A statement that is durable and covered by a signed head, with all that opens it.</summary>
/// <param name="Index">Its place in the log, from 0.</param>
/// <param name="Jti">Its identifier.</param>
/// <param name="Time">The instant it carries.</param>
/// <param name="Payload">The exact octets of the entry.</param>
/// <param name="Disclosures">
/// What opens its digests, each with its path and name. Hand on only those that the receiver may hold (<see
/// cref="Receipt.WithDisclosures"/>).
/// </param>
/// <param name="Secret">The receipt's secret K; the log has stored it already where it can be destroyed.</param>
/// <param name="Receipt">JWS and proof, without disclosures.</param>
public sealed record LoggedStatement(
    long Index,
    string Jti,
    DateTimeOffset Time,
    ReadOnlyMemory<byte> Payload,
    IReadOnlyList<SdJwtDisclosure> Disclosures,
    ReceiptSecret Secret,
    Receipt Receipt);
