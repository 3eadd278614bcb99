using System.IO.Compression;
using Grpc.Core;
using ShareBroker.Wire.Compression;

namespace ShareBroker.Wire.Tests.Compression;

public sealed class BoundedGzipCompressionProviderTests
{
    private const int Max = 1_000;
    private static readonly BoundedGzipCompressionProvider Provider = new(Max, CompressionLevel.Fastest);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Max - 1)]
    [InlineData(Max)]
    public void A_message_up_to_the_limit_passes(int length)
    {
        var message = new byte[length];

        CompressionProviderTests.Decompress(Provider, CompressionProviderTests.Compress(Provider, message, null)).ShouldBe(message);
    }

    [Theory]
    [InlineData(Max + 1)]
    [InlineData(50_000_000)]
    public void A_message_beyond_the_limit_is_refused_before_it_is_held(int length)
    {
        var bomb = CompressionProviderTests.Compress(Provider, new byte[length], CompressionLevel.SmallestSize);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Should.Throw<RpcException>(() => CompressionProviderTests.Decompress(Provider, bomb));

        refusal.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refusal.Status.Detail.ShouldContain("1000 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task The_limit_holds_for_asynchronous_reads_and_over_several_members()
    {
        var half = CompressionProviderTests.Compress(Provider, new byte[600], null);
        await using var inflating = Provider.CreateDecompressionStream(new MemoryStream([.. half, .. half]));

        var refusal = await Should.ThrowAsync<RpcException>(() => inflating.CopyToAsync(Stream.Null));

        refusal.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public void What_is_not_gzip_is_the_callers_fault()
    {
        var refusal = Should.Throw<RpcException>(() => CompressionProviderTests.Decompress(Provider, "no gzip at all"u8.ToArray()));

        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    // The platform's own stream gives the part that is there, and a part of a message may be a message that says something else.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public void A_message_cut_anywhere_is_refused(int messageLength)
    {
        var message = Enumerable.Range(0, messageLength).Select(static index => (byte)index).ToArray();
        var compressed = CompressionProviderTests.Compress(Provider, message, null);

        for (var length = 1; length < compressed.Length; length++)
        {
            var refusal = Should.Throw<RpcException>(
                () => CompressionProviderTests.Decompress(Provider, compressed[..length]), $"cut at {length}");
            refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        }
    }

    [Fact]
    public async Task Whatever_stands_behind_a_message_is_refused()
    {
        var compressed = CompressionProviderTests.Compress(Provider, [1, 2, 3], null);
        byte[][] tails = [[0], [0, 0, 0, 0], compressed, new byte[20_000]];

        foreach (var tail in tails)
        {
            byte[] both = [.. compressed, .. tail];
            Should.Throw<RpcException>(() => CompressionProviderTests.Decompress(Provider, both))
                .StatusCode.ShouldBe(StatusCode.InvalidArgument);
            await using var inflating = Provider.CreateDecompressionStream(new MemoryStream(both));
            (await Should.ThrowAsync<RpcException>(() => inflating.CopyToAsync(Stream.Null)))
                .StatusCode.ShouldBe(StatusCode.InvalidArgument);
        }
    }

    [Fact]
    public void A_negative_limit_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new BoundedGzipCompressionProvider(-1, CompressionLevel.Fastest));
}
