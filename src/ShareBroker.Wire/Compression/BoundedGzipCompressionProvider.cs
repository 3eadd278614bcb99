using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace ShareBroker.Wire.Compression;

/// <summary>
/// The gzip format (RFC 1952) with a limit on what comes out. Servers and channels check the size of a message while it is still
/// compressed, so without this limit some kilobytes from a peer may grow to gigabytes here. A message that inflates beyond the limit
/// fails its call with RESOURCE_EXHAUSTED before more than the limit is held; one that is not a single whole gzip member fails it with
/// INVALID_ARGUMENT; no bytes at all are an empty message.
/// </summary>
public sealed class BoundedGzipCompressionProvider : ICompressionProvider
{
    private readonly GzipCompressionProvider _gzip;
    private readonly int _inflatedBytesMax;

    /// <summary>Keeps both choices; a message of exactly <paramref name="inflatedBytesMax"/> bytes still passes.</summary>
    /// <param name="inflatedBytesMax">The most bytes that one message may have after decompression; 0 allows empty messages only.</param>
    /// <param name="compressionLevel">How hard messages are compressed that are sent.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inflatedBytesMax"/> is negative.</exception>
    public BoundedGzipCompressionProvider(int inflatedBytesMax, CompressionLevel compressionLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inflatedBytesMax);
        _inflatedBytesMax = inflatedBytesMax;
        _gzip = new GzipCompressionProvider(compressionLevel);
    }

    /// <inheritdoc/>
    public string EncodingName => _gzip.EncodingName;

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        _gzip.CreateCompressionStream(stream, compressionLevel);

    /// <summary>A stream that reads what <paramref name="stream"/> holds compressed, up to the limit.</summary>
    /// <exception cref="RpcException">Thrown by reads: the limit is passed, or the content is not one whole gzip member.</exception>
    public Stream CreateDecompressionStream(Stream stream) =>
        new BoundedInflatingStream(stream, _gzip, _inflatedBytesMax);
}
