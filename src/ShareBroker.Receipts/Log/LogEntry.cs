using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Log;

/// <summary>An entry as the log keeps it.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Payload">The exact octets of the statement.</param>
/// <param name="Jws">The statement signed, a compact JWS whose payload is <paramref name="Payload"/>.</param>
public sealed record LogEntry(long Index, ReadOnlyMemory<byte> Payload, string Jws)
{
    /// <summary>SHA-256(0x00 ‖ payload).</summary>
    public MerkleHash LeafHash => MerkleTree.LeafHash(Payload.Span);
}
