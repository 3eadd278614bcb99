using ShareBroker.Receipts;
using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Disclosure.Recording;

/// <summary>An entry that stands in the log. Its secret is null when it was destroyed: then nothing of it can be opened any more.</summary>
internal sealed record RecordedEntry(long Index, string Jti, ReadOnlyMemory<byte> Payload, Receipt Receipt, ReceiptSecret? Secret);
