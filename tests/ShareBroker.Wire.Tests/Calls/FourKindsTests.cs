using Grpc.Core;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.Wire.Tests.Calls;

/// <summary>Generated code, the published server and the published client, all on our abstraction assemblies.</summary>
public sealed class FourKindsTests
{
    private static readonly Ask[] Three =
        [new() { Text = "a", Number = 1 }, new() { Text = "b", Number = 2 }, new() { Text = "c", Number = 3 }];

    [Fact]
    public async Task One_request_gets_one_answer()
    {
        await using var host = await TestHost.StartAsync();

        var answer = await host.Client.UnaryAsync(new Ask { Text = "a", Number = 1 });

        answer.ShouldBe(new Answer { Text = "a", Number = 1 });
        host.Client.Unary(new Ask { Text = "b" }).Text.ShouldBe("b");
    }

    [Fact]
    public async Task Many_requests_get_one_answer()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Client.ClientStream();

        foreach (var ask in Three)
        {
            await call.RequestStream.WriteAsync(ask, CancellationToken.None);
        }

        await call.RequestStream.CompleteAsync();
        (await call).ShouldBe(new Answer { Text = "abc", Number = 6 });
    }

    [Fact]
    public async Task One_request_gets_many_answers()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Client.ServerStream(new Ask { Text = "x", Number = 100 });

        var numbers = new List<int>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(answer.Number);
        }

        numbers.ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Both_sides_stream_independently()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Client.Duplex();

        foreach (var ask in Three)
        {
            await call.RequestStream.WriteAsync(ask);
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe(ask.Text);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Text_and_binary_headers_travel_both_ways_and_come_back_as_trailers()
    {
        await using var host = await TestHost.StartAsync();
        byte[] bytes = [0, 255, 128, 10];
        var headers = new Metadata { { "Echo-Text", "first" }, { "echo-text", "second" }, { "echo-bytes-bin", bytes } };

        using var call = host.Client.UnaryAsync(new Ask { Wish = Wish.Context }, headers);
        var answer = await call;

        foreach (var returned in new[] { await call.ResponseHeadersAsync, call.GetTrailers() })
        {
            // HTTP allows the values of one name to be joined on the way; their order stays.
            string.Join(", ", returned.GetAll("echo-text").Select(static one => one.Value)).ShouldBe("first, second");
            returned.GetValueBytes("echo-bytes-bin").ShouldBe(bytes);
        }

        answer.Context["header:echo-bytes-bin"].ShouldBe("00FF800A");
        answer.Context.Keys.ShouldNotContain(static key => key.Contains("grpc-encoding"));
    }

    [Fact]
    public async Task A_failure_carries_its_status_its_detail_and_its_trailers()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var code in Enum.GetValues<StatusCode>().Where(static one => one != StatusCode.OK))
        {
            var ask = new Ask { Wish = Wish.Fail, Number = (int)code, Text = "naïve, 100 %\n" };

            var failure = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(ask));

            failure.StatusCode.ShouldBe(code);
            failure.Status.Detail.ShouldBe(ask.Text);
            failure.Trailers.GetValue("why").ShouldBe("the request wished it");
            failure.Trailers.GetValueBytes("why-bin").ShouldBe([0, 1, 254, 255]);
        }
    }

    [Fact]
    public async Task A_stream_that_fails_gives_what_came_before_the_failure()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Client.ServerStream(new Ask { Text = "x", Number = 2, Wish = Wish.Fail });

        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext());

        failure.StatusCode.ShouldBe(StatusCode.Aborted);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Aborted);
        call.GetTrailers().GetValue("why").ShouldBe("the request wished it");
    }

    [Fact]
    public async Task What_breaks_inside_is_not_told_to_the_caller()
    {
        await using var host = await TestHost.StartAsync();

        var failure = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new Ask { Wish = Wish.Break, Text = "secret" }));

        failure.StatusCode.ShouldBe(StatusCode.Unknown);
        failure.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_server_knows_the_method_the_peer_and_the_deadline()
    {
        await using var host = await TestHost.StartAsync();
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime;

        var with = await host.Client.UnaryAsync(new Ask { Wish = Wish.Context }, deadline: deadline);
        var without = await host.Client.UnaryAsync(new Ask { Wish = Wish.Context });

        with.Context["method"].ShouldBe("/sharebroker.wiretests.v1.FourKinds/Unary");
        with.Context["peer"].ShouldStartWith("ipv4:127.0.0.1:");
        with.Context["host"].ShouldBe(host.Address.Authority);
        with.Context["authenticated"].ShouldBe("False");
        with.Deadline.ToDateTime().ShouldBe(deadline, TimeSpan.FromSeconds(5));
        without.Deadline.ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_outlasts_its_deadline_ends_on_both_sides()
    {
        await using var host = await TestHost.StartAsync();
        var deadline = TimeProvider.System.GetUtcNow().AddMilliseconds(500).UtcDateTime;

        var failure = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new Ask { Wish = Wish.Wait }, deadline: deadline));

        failure.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await host.Calls.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_on_both_sides()
    {
        await using var host = await TestHost.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = host.Client.UnaryAsync(new Ask { Wish = Wish.Wait }, cancellationToken: source.Token);

        await host.Calls.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await source.CancelAsync();

        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await host.Calls.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Disposing_a_running_call_cancels_it()
    {
        await using var host = await TestHost.StartAsync();
        var call = host.Client.Duplex();
        await call.RequestStream.WriteAsync(new Ask { Wish = Wish.Wait });
        await host.Calls.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));

        Should.Throw<InvalidOperationException>(() => call.GetStatus());
        call.Dispose();

        await host.Calls.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
