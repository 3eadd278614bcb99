using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>What HTTP calls deflate: the zlib format (RFC 1950). An empty message becomes a whole, empty zlib stream.</summary>
public sealed class DeflateCompressionProvider : ICompressionProvider
{
    // Header of the default level, one final empty block, Adler-32 of nothing, which is 1.
    private static readonly byte[] EmptyMember = [0x78, 0x9c, 3, 0, 0, 0, 0, 1];

    private readonly CompressionLevel _defaultCompressionLevel;

    /// <summary>Keeps the level for messages that name none.</summary>
    public DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) => _defaultCompressionLevel = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "deflate";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new WholeMemberStream(
            new ZLibStream(stream, compressionLevel ?? _defaultCompressionLevel, leaveOpen: true), stream, EmptyMember);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
