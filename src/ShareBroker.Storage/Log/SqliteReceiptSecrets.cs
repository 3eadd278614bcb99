using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Storage.Log;

/// <summary>Finds the secret that an entry took from the vault.</summary>
internal sealed class SqliteReceiptSecrets(LogReader reader, SecretVault vault) : IReceiptSecrets
{
    public async Task<ReceiptSecret?> FindAsync(string jti, CancellationToken cancellationToken) =>
        reader.Find(jti) is { } entry ? await vault.FindAsync(entry.Secret, cancellationToken) : null;

    public async Task<bool> DestroyAsync(string jti, CancellationToken cancellationToken) =>
        reader.Find(jti) is { } entry && await vault.DestroyAsync(entry.Secret, cancellationToken);
}
