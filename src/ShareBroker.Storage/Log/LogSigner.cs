using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Signing;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Log;

/// <summary>What the log signs with its two keys.</summary>
internal sealed class LogSigner(LogKeys keys)
{
    public string Origin => keys.Origin;

    public NoteVerifier Verifier => keys.Heads.Verifier;

    public Jws Sign(ReadOnlySpan<byte> payload) => Jws.Sign(payload, Jws.ReceiptType, keys.Statement);

    public SignedCheckpoint SignHead(long size, MerkleHash root) =>
        SignedCheckpoint.Sign(new Checkpoint(keys.Origin, size, root), keys.Heads);
}
