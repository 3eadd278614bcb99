using Grpc.Core;
using Grpc.Core.Interceptors;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class InterceptorTests
{
    [Fact]
    public void The_first_of_several_runs_first_and_the_last_of_a_chain_does()
    {
        var log = new List<string>();
        var invoker = new RecordingInvoker();
        Noting a = new("a", log), b = new("b", log);

        _ = new FourKinds.FourKindsClient(invoker.Intercept(a, b)).UnaryAsync(new Ask());
        _ = new FourKinds.FourKindsClient(invoker.Intercept(a).Intercept(b)).UnaryAsync(new Ask());

        log.ShouldBe(["a", "b", "b", "a"]);
        invoker.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public void An_interceptor_that_overrides_nothing_changes_nothing()
    {
        var invoker = new RecordingInvoker();
        var client = new FourKinds.FourKindsClient(invoker.Intercept(new Idle())).WithHost("h");

        _ = client.Unary(new Ask());
        _ = client.UnaryAsync(new Ask());
        _ = client.ClientStream();
        _ = client.ServerStream(new Ask());
        _ = client.Duplex();

        invoker.Calls.ShouldBe(["blocking Unary h", "unary Unary h", "client ClientStream h", "server ServerStream h", "duplex Duplex h"]);
    }

    [Fact]
    public void No_interceptors_leave_the_invoker_as_it_is()
    {
        var invoker = new RecordingInvoker();

        invoker.Intercept().ShouldBeSameAs(invoker);
    }

    [Fact]
    public void A_function_replaces_the_headers_of_every_kind_of_call()
    {
        var invoker = new RecordingInvoker();
        var client = new FourKinds.FourKindsClient(invoker.Intercept(static headers => [.. headers, new Metadata.Entry("added", "1")]));
        Action<Metadata>[] calls =
        [
            headers => _ = client.Unary(new Ask(), headers),
            headers => _ = client.UnaryAsync(new Ask(), headers),
            headers => _ = client.ClientStream(headers),
            headers => _ = client.ServerStream(new Ask(), headers),
            headers => _ = client.Duplex(headers),
        ];

        foreach (var call in calls)
        {
            call(null!);
            invoker.Options.Headers!.Select(static one => one.Key).ShouldBe(["added"]);
            call(new Metadata { { "own", "0" } });
            invoker.Options.Headers!.Select(static one => one.Key).ShouldBe(["own", "added"]);
        }
    }

    [Fact]
    public void Missing_parts_are_refused()
    {
        var invoker = new RecordingInvoker();

        Should.Throw<ArgumentNullException>(() => ((CallInvoker)null!).Intercept(new Idle()));
        Should.Throw<ArgumentNullException>(() => invoker.Intercept((Interceptor)null!));
        Should.Throw<ArgumentNullException>(() => invoker.Intercept((Interceptor[])null!));
        Should.Throw<ArgumentNullException>(() => invoker.Intercept(new Idle(), null!));
        Should.Throw<ArgumentNullException>(() => invoker.Intercept((Func<Metadata, Metadata>)null!));
        Should.Throw<ArgumentNullException>(() => ((ChannelBase)null!).Intercept(new Idle()));
    }

    private sealed class Idle : Interceptor;

    private sealed class Noting(string name, List<string> log) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add(name);
            return continuation(request, context);
        }
    }
}
