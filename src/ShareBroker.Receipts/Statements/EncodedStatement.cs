using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Receipts.Statements;

/// <summary>A statement as it will stand in the log, and what opens it.</summary>
/// <param name="Payload">The canonical octets: the payload of the JWS and the entry of the log.</param>
/// <param name="Disclosures">One for each sealed value, in the order of the draft.</param>
public sealed record EncodedStatement(ReadOnlyMemory<byte> Payload, IReadOnlyList<SdJwtDisclosure> Disclosures);
