using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using ShareBroker.InteropServer;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.Wire.Tests.Calls;

public sealed class CompressionTests
{
    private static readonly Metadata GzipBothWays = new() { { "grpc-internal-encoding-request", "gzip" }, { "wish-encoding", "gzip" } };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Messages_travel_compressed_both_ways(int length)
    {
        await using var host = await TestHost.StartAsync();
        using var tap = new EncodingTap();
        using var channel = host.Connect(options => options.HttpHandler = tap);
        var ask = new Ask { Text = new string('x', length), Number = length };

        var answer = await new FourKinds.FourKindsClient(channel).UnaryAsync(ask, GzipBothWays);

        answer.ShouldBe(new Answer { Text = ask.Text, Number = length });
        tap.Encodings.ShouldBe(["request gzip", "response gzip"]);
    }

    [Fact]
    public async Task A_message_of_no_bytes_travels_compressed_both_ways()
    {
        await using var host = await TestHost.StartAsync();

        (await host.Client.UnaryAsync(new Ask(), GzipBothWays)).ShouldBe(new Answer());
        (await host.Client.UnaryAsync(new Ask { Wish = Wish.Empty }, GzipBothWays)).ShouldBe(new Answer());
    }

    [Fact]
    public async Task A_stream_mixes_compressed_and_uncompressed_messages()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Client.Duplex(GzipBothWays);

        foreach (var flags in new[] { default, WriteFlags.NoCompress, WriteFlags.BufferHint, default })
        {
            call.RequestStream.WriteOptions = new WriteOptions(flags);
            await call.RequestStream.WriteAsync(new Ask { Text = flags.ToString() });
        }

        await call.RequestStream.CompleteAsync();
        var texts = new List<string>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            texts.Add(answer.Text);
        }

        texts.ShouldBe(["0", "NoCompress", "BufferHint", "0"]);
    }

    [Fact]
    public async Task A_request_that_inflates_beyond_the_servers_limit_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var bomb = new Ask { Text = new string('x', 3_000_000) };

        foreach (var call in new Func<Task>[]
        {
            async () => await host.Client.UnaryAsync(bomb, GzipBothWays),
            async () =>
            {
                using var duplex = host.Client.Duplex(GzipBothWays);
                await duplex.RequestStream.WriteAsync(bomb);
                await duplex.ResponseStream.MoveNext();
            },
        })
        {
            var refusal = await Should.ThrowAsync<RpcException>(call);

            refusal.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
            refusal.Status.Detail.ShouldContain($"{InteropHost.InflatedBytesMax} bytes");
        }
    }

    [Fact]
    public async Task A_response_that_inflates_beyond_the_clients_limit_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        using var channel = host.Connect(static options =>
            options.CompressionProviders = [new Wire.Compression.BoundedGzipCompressionProvider(1_000, CompressionLevel.Fastest)]);
        var client = new FourKinds.FourKindsClient(channel);

        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await client.UnaryAsync(new Ask { Text = new string('x', 10_000) }, GzipBothWays));

        refusal.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_request_in_an_encoding_that_the_server_lacks_is_refused_with_the_ones_it_has()
    {
        await using var host = await TestHost.StartAsync();
        using var channel = host.Connect(static options =>
            options.CompressionProviders = [new DeflateCompressionProvider(CompressionLevel.Fastest)]);
        var client = new FourKinds.FourKindsClient(channel);

        using var call = client.UnaryAsync(new Ask { Text = "x" }, new Metadata { { "grpc-internal-encoding-request", "deflate" } });
        var refusal = await Should.ThrowAsync<RpcException>(async () => await call);

        refusal.StatusCode.ShouldBe(StatusCode.Unimplemented);
        refusal.Status.Detail.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Deflate_travels_between_a_server_and_a_client_that_both_have_it()
    {
        await using var host = await TestHost.StartAsync(static options =>
            options.CompressionProviders = [new DeflateCompressionProvider(CompressionLevel.Fastest)]);
        using var channel = host.Connect(static options =>
            options.CompressionProviders = [new DeflateCompressionProvider(CompressionLevel.Optimal)]);
        var client = new FourKinds.FourKindsClient(channel);
        var both = new Metadata { { "grpc-internal-encoding-request", "deflate" }, { "wish-encoding", "deflate" } };

        (await client.UnaryAsync(new Ask { Text = "xyz" }, both)).Text.ShouldBe("xyz");
        (await client.UnaryAsync(new Ask(), both)).ShouldBe(new Answer());
    }

    private sealed class EncodingTap() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<string> Encodings { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Encodings.Add("request " + string.Join(',', request.Headers.GetValues("grpc-encoding")));
            var response = await base.SendAsync(request, cancellationToken);
            Encodings.Add("response " + string.Join(',', response.Headers.GetValues("grpc-encoding")));
            return response;
        }
    }
}
