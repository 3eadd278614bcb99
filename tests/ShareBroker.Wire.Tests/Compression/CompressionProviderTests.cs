using System.IO.Compression;
using Grpc.Net.Compression;

namespace ShareBroker.Wire.Tests.Compression;

public sealed class CompressionProviderTests
{
    public static TheoryData<string> Names => ["gzip", "deflate"];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_compressed_comes_back_and_the_inner_stream_stays_open(string name)
    {
        var provider = Provider(name);
        var message = Enumerable.Range(0, 10_000).Select(static index => (byte)(index % 7)).ToArray();

        foreach (var level in new CompressionLevel?[] { null, CompressionLevel.NoCompression, CompressionLevel.SmallestSize })
        {
            var compressed = Compress(provider, message, level);

            Decompress(provider, compressed).ShouldBe(message);
        }

        provider.EncodingName.ShouldBe(name);
    }

    [Theory]
    [InlineData("gzip", "1f8b08000000000000ff03000000000000000000")]
    [InlineData("deflate", "789c030000000001")]
    public void An_empty_message_becomes_a_whole_empty_member(string name, string hex)
    {
        var provider = Provider(name);

        Convert.ToHexStringLower(Compress(provider, [], null)).ShouldBe(hex);
        Decompress(provider, Convert.FromHexString(hex)).ShouldBeEmpty();
        Decompress(provider, []).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_empty_message_is_whole_too_when_it_is_written_asynchronously(string name)
    {
        var provider = Provider(name);
        var buffer = new MemoryStream();

        await using (var compressing = provider.CreateCompressionStream(buffer, null))
        {
            await compressing.WriteAsync(ReadOnlyMemory<byte>.Empty);
            await compressing.FlushAsync();
        }

        Decompress(provider, buffer.ToArray()).ShouldBeEmpty();
        buffer.Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Disposing_twice_writes_once(string name)
    {
        var buffer = new MemoryStream();
        var compressing = Provider(name).CreateCompressionStream(buffer, null);

        compressing.Dispose();
        var length = buffer.Length;
        compressing.Dispose();

        buffer.Length.ShouldBe(length);
    }

    [Fact]
    public void Deflate_is_the_zlib_format() => Compress(Provider("deflate"), [1, 2, 3], CompressionLevel.Optimal)[0].ShouldBe((byte)0x78);

    internal static byte[] Compress(ICompressionProvider provider, byte[] message, CompressionLevel? level)
    {
        var buffer = new MemoryStream();
        using (var compressing = provider.CreateCompressionStream(buffer, level))
        {
            compressing.Write(message, 0, message.Length);
        }

        buffer.CanWrite.ShouldBeTrue();
        return buffer.ToArray();
    }

    internal static byte[] Decompress(ICompressionProvider provider, byte[] compressed)
    {
        var source = new MemoryStream(compressed);
        var result = new MemoryStream();
        using (var inflating = provider.CreateDecompressionStream(source))
        {
            inflating.CopyTo(result);
        }

        source.CanRead.ShouldBeTrue();
        return result.ToArray();
    }

    private static ICompressionProvider Provider(string name) => name == "gzip"
        ? new GzipCompressionProvider(CompressionLevel.Fastest)
        : new DeflateCompressionProvider(CompressionLevel.Fastest);
}
