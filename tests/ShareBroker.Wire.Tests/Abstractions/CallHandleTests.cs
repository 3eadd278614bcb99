using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class CallHandleTests
{
    private static readonly Metadata Headers = [];
    private static readonly Metadata Trailers = [];
    private static readonly Status Ended = new(StatusCode.DataLoss, "gone");

    [Fact]
    public async Task A_unary_call_is_awaited_for_its_response()
    {
        using var call = new AsyncUnaryCall<string>(
            Task.FromResult("yes"), Task.FromResult(Headers), static () => Ended, static () => Trailers, static () => { });

        (await call).ShouldBe("yes");
        (await call.ConfigureAwait(false)).ShouldBe("yes");
        (await call.ResponseAsync).ShouldBe("yes");
        (await call.ResponseHeadersAsync).ShouldBeSameAs(Headers);
        call.GetStatus().ShouldBe(Ended);
        call.GetTrailers().ShouldBeSameAs(Trailers);
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_channel_before_somebody_asks_the_handle()
    {
        var log = new List<string>();
        var call = new AsyncClientStreamingCall<string, string>(
            null!,
            Task.FromResult("yes"),
            static state => Logged(state, "headers", Task.FromResult(Headers)),
            static state => Logged(state, "status", Ended),
            static state => Logged(state, "trailers", Trailers),
            static state => Logged(state, "dispose", 0),
            log);

        (await call).ShouldBe("yes");
        log.ShouldBeEmpty();
        (await call.ResponseHeadersAsync).ShouldBeSameAs(Headers);
        call.GetStatus().ShouldBe(Ended);
        call.GetTrailers().ShouldBeSameAs(Trailers);
        call.Dispose();

        log.ShouldBe(["headers", "status", "trailers", "dispose"]);

        static T Logged<T>(object state, string what, T result)
        {
            ((List<string>)state).Add(what);
            return result;
        }
    }

    [Fact]
    public void Streaming_calls_hold_the_streams_they_were_given()
    {
        var reader = new Reader("a");
        var writer = new OldWriter();
        var disposed = 0;
        var server = new AsyncServerStreamingCall<string>(
            reader, Task.FromResult(Headers), static () => Ended, static () => Trailers, () => disposed++);
        var duplex = new AsyncDuplexStreamingCall<string, string>(
            writer, reader, Task.FromResult(Headers), static () => Ended, static () => Trailers, () => disposed++);

        server.ResponseStream.ShouldBeSameAs(reader);
        duplex.ResponseStream.ShouldBeSameAs(reader);
        duplex.RequestStream.ShouldBeSameAs(writer);
        server.Dispose();
        duplex.Dispose();
        disposed.ShouldBe(2);
    }

    [Fact]
    public async Task A_writer_that_cannot_cancel_refuses_tokens_that_could()
    {
        var writer = new OldWriter();
        IAsyncStreamWriter<string> asWriter = writer;
        using var source = new CancellationTokenSource();

        await asWriter.WriteAsync("a", CancellationToken.None);
        await Should.ThrowAsync<NotSupportedException>(() => asWriter.WriteAsync("b", source.Token));

        writer.Written.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Reading_all_reads_to_the_end_and_obeys_either_token()
    {
        var all = new List<string>();
        await foreach (var message in new Reader("a", "b").ReadAllAsync())
        {
            all.Add(message);
        }

        all.ShouldBe(["a", "b"]);
        (await new Reader("a").MoveNext()).ShouldBeTrue();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new Reader("a").ReadAllAsync(source.Token))
            {
            }
        });
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new Reader("a").ReadAllAsync().WithCancellation(source.Token))
            {
            }
        });
    }

    [Fact]
    public void A_missing_reader_is_refused_at_once()
    {
        Should.Throw<ArgumentNullException>(() => ((IAsyncStreamReader<string>)null!).ReadAllAsync());
        Should.Throw<ArgumentNullException>(() => { _ = ((IAsyncStreamReader<string>)null!).MoveNext(); });
    }

    private sealed class Reader(params string[] messages) : IAsyncStreamReader<string>
    {
        private int _index = -1;

        public string Current => messages[_index];

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(++_index < messages.Length);
        }
    }

    private sealed class OldWriter : IClientStreamWriter<string>
    {
        public List<string> Written { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task CompleteAsync() => Task.CompletedTask;

        public Task WriteAsync(string message)
        {
            Written.Add(message);
            return Task.CompletedTask;
        }
    }
}
