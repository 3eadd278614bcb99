namespace ShareBroker.Storage.Log;

/// <summary>A published log in a folder.</summary>
/// <param name="directory">The folder that has <c>checkpoint</c> and <c>tile</c>.</param>
public sealed class DirectoryLogSource(string directory) : ILogSource
{
    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, path);
        return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : null;
    }
}
