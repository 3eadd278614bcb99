using ShareBroker.Policies.Life;
using ShareBroker.Storage.Log;

namespace ShareBroker.Storage.Policies;

/// <summary>
/// Bundles and the ledger of proposals as files of one folder that only its owner may read. A file is written beside its place, synced and
/// renamed, so that a crash leaves the old one or the new one.
/// </summary>
public sealed class PolicyShelf : IPolicyShelf
{
    private const string LedgerName = "ledger.json";

    private readonly string _directory;

    private PolicyShelf(string directory) => _directory = directory;

    /// <summary>Opens the folder; it is made when missing.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static PolicyShelf Open(string directory)
    {
        PrivateFile.MakeDirectory(directory);
        return new PolicyShelf(directory);
    }

    /// <inheritdoc/>
    public Task<byte[]?> FindBundleAsync(string sha256, CancellationToken cancellationToken) =>
        ReadAsync(BundleName(sha256), cancellationToken);

    /// <inheritdoc/>
    public Task PutBundleAsync(string sha256, ReadOnlyMemory<byte> bundle, CancellationToken cancellationToken) =>
        WriteAsync(BundleName(sha256), bundle, cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]?> ReadLedgerAsync(CancellationToken cancellationToken) => ReadAsync(LedgerName, cancellationToken);

    /// <inheritdoc/>
    public Task WriteLedgerAsync(ReadOnlyMemory<byte> ledger, CancellationToken cancellationToken) =>
        WriteAsync(LedgerName, ledger, cancellationToken);

    // A digest comes from a document that somebody sent; as a name of a file it is hex or nothing.
    private static string BundleName(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? sha256 + ".tar.gz"
        : "none";

    private async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    private async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, name);
        var fresh = path + ".new";
        File.Delete(fresh);
        await using (var file = new FileStream(fresh, PrivateFile.CreateNew))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        PosixFile.SyncDirectory(_directory);
    }
}
