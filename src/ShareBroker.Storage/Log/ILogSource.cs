namespace ShareBroker.Storage.Log;

/// <summary>A log as it is published (C2SP tlog-tiles): a folder, an address, or a store that is read as if it were one.</summary>
public interface ILogSource
{
    /// <summary>What stands at a path such as <c>checkpoint</c> or <c>tile/0/000.p/7</c>; null when there is nothing.</summary>
    /// <exception cref="IOException">The source is away.</exception>
    Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken);
}
