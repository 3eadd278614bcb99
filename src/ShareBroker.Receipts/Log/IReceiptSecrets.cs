using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Receipts.Log;

/// <summary>
/// The secrets of receipts, kept outside the log so that they can be destroyed. The log stores each secret before it answers for the entry;
/// callers only find and destroy.
/// </summary>
public interface IReceiptSecrets
{
    /// <summary>The secret of an entry; null when it was destroyed or never was.</summary>
    Task<ReceiptSecret?> FindAsync(string jti, CancellationToken cancellationToken);

    /// <summary>
    /// Destroys the secret of an entry for good; durable when it returns. Tells whether there was one. Log a <c>forgotten</c> entry
    /// beside it.
    /// </summary>
    Task<bool> DestroyAsync(string jti, CancellationToken cancellationToken);
}
