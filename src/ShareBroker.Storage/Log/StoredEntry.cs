using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Storage.Log;

/// <summary>A row of the table of entries.</summary>
internal sealed record StoredEntry(long Index, string Jti, string Kind, long Secret, string KeyId, byte[] Signature, byte[] Payload)
{
    public LogEntry ToLogEntry() => new(Index, Payload, Jws.Compose(Payload, Jws.ReceiptType, KeyId, Signature));
}
