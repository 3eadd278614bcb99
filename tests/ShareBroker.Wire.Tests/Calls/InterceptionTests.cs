using Grpc.Core;
using Grpc.Core.Interceptors;
using ShareBroker.InteropServer;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.Wire.Tests.Calls;

public sealed class InterceptionTests
{
    [Fact]
    public async Task A_server_interceptor_meets_every_kind_of_call()
    {
        await using var host = await TestHost.StartAsync(static options => options.Interceptors.Add<ServerNote>());

        var answer = await host.Client.UnaryAsync(new Ask { Wish = Wish.Context });
        using (var call = host.Client.ClientStream())
        {
            await call.RequestStream.CompleteAsync();
            await call;
        }

        using (var call = host.Client.ServerStream(new Ask()))
        {
            (await call.ResponseStream.MoveNext()).ShouldBeFalse();
            call.GetTrailers().GetValue("noted").ShouldBe("server");
        }

        using (var call = host.Client.Duplex())
        {
            await call.RequestStream.CompleteAsync();
            (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        }

        host.Calls.Interceptions.ShouldBe(["unary", "client", "server", "duplex"]);
        answer.Context["user-state"].ShouldNotBe("0");
    }

    [Fact]
    public async Task A_server_interceptor_may_answer_instead_of_the_handler()
    {
        await using var host = await TestHost.StartAsync(static options => options.Interceptors.Add<ServerRefusal>());

        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new Ask { Text = "a" }));

        refusal.Status.ShouldSatisfyAllConditions(
            static status => status.StatusCode.ShouldBe(StatusCode.PermissionDenied),
            static status => status.Detail.ShouldBe("not today"));
    }

    [Fact]
    public async Task A_client_interceptor_changes_the_request_and_the_response()
    {
        await using var host = await TestHost.StartAsync();
        var client = new FourKinds.FourKindsClient(host.Channel.Intercept(new ClientChange()));

        (await client.UnaryAsync(new Ask { Text = "a" })).Text.ShouldBe("a, changed, and back");
    }

    [Fact]
    public async Task A_header_function_reaches_the_server()
    {
        await using var host = await TestHost.StartAsync();
        var client = new FourKinds.FourKindsClient(host.Channel.Intercept(static headers =>
        {
            headers.Add("added", "yes");
            return headers;
        }));

        (await client.UnaryAsync(new Ask { Wish = Wish.Context })).Context["header:added"].ShouldBe("yes");
    }

    internal sealed class ServerNote(CallLog calls) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            context.UserState["noted"] = true;
            calls.Interceptions.Add("unary");
            return base.UnaryServerHandler(request, context, continuation);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            calls.Interceptions.Add("client");
            return base.ClientStreamingServerHandler(requestStream, context, continuation);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            context.ResponseTrailers.Add("noted", "server");
            calls.Interceptions.Add("server");
            return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            calls.Interceptions.Add("duplex");
            return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
        }
    }

    internal sealed class ServerRefusal : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.PermissionDenied, "not today"));
    }

    private sealed class ClientChange : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            ((Ask)(object)request).Text += ", changed";
            var call = continuation(request, context);
            return new AsyncUnaryCall<TResponse>(
                Changed(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        private static async Task<TResponse> Changed<TResponse>(Task<TResponse> response)
        {
            var answer = await response;
            ((Answer)(object)answer!).Text += ", and back";
            return answer;
        }
    }
}
