namespace ShareBroker.Policies.Life;

/// <summary>
/// Keeps bundles and the ledger of proposals. What it gives back is believed only as far as signatures and the log say so; what a write
/// returned from is durable.
/// </summary>
public interface IPolicyShelf
{
    /// <summary>A bundle's octets by the digest of its files; null when it is not there.</summary>
    /// <exception cref="IOException">The shelf cannot be read.</exception>
    Task<byte[]?> FindBundleAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Keeps a bundle under the digest of its files; another signature replaces the one before.</summary>
    /// <exception cref="IOException">The shelf cannot be written; whether the bundle stands is unknown.</exception>
    Task PutBundleAsync(string sha256, ReadOnlyMemory<byte> bundle, CancellationToken cancellationToken);

    /// <summary>The ledger; null before the first write.</summary>
    /// <exception cref="IOException">The shelf cannot be read.</exception>
    Task<byte[]?> ReadLedgerAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the ledger, wholly or not at all.</summary>
    /// <exception cref="IOException">The shelf cannot be written; which ledger stands is unknown.</exception>
    Task WriteLedgerAsync(ReadOnlyMemory<byte> ledger, CancellationToken cancellationToken);
}
