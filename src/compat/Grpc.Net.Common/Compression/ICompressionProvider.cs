using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One way to compress messages. Both streams leave the given stream open when they are disposed.</summary>
public interface ICompressionProvider
{
    /// <summary>The name that stands in the headers <c>grpc-encoding</c> and <c>grpc-accept-encoding</c>.</summary>
    string EncodingName { get; }

    /// <summary>A stream that compresses into the given one and is finished by disposing it; a null level is the provider's own.</summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>A stream that reads what <paramref name="stream"/> holds compressed.</summary>
    Stream CreateDecompressionStream(Stream stream);
}
