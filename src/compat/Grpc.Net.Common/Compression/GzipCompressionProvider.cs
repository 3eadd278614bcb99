using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>The gzip format (RFC 1952). An empty message becomes a whole, empty gzip member.</summary>
public sealed class GzipCompressionProvider : ICompressionProvider
{
    // Header (no flags, no time, unknown system), one final empty block, CRC 0, length 0.
    private static readonly byte[] EmptyMember =
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly CompressionLevel _defaultCompressionLevel;

    /// <summary>Keeps the level for messages that name none.</summary>
    public GzipCompressionProvider(CompressionLevel defaultCompressionLevel) => _defaultCompressionLevel = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new WholeMemberStream(
            new GZipStream(stream, compressionLevel ?? _defaultCompressionLevel, leaveOpen: true), stream, EmptyMember);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
