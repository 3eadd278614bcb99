using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.InteropServer;

/// <summary>Does what requests wish. Headers that begin with <c>echo-</c> come back as headers and as trailers.</summary>
internal sealed class FourKindsService(CallLog calls) : FourKinds.FourKindsBase
{
    public override async Task<Answer> Unary(Ask request, ServerCallContext context)
    {
        if (request.Wish is Wish.FailEarly)
        {
            throw new RpcException(new Status((StatusCode)request.Number, request.Text));
        }

        await EchoHeadersAsync(context);
        return await FulfilAsync(request, context);
    }

    public override async Task<Answer> ClientStream(IAsyncStreamReader<Ask> requestStream, ServerCallContext context)
    {
        await EchoHeadersAsync(context);
        var texts = new StringBuilder();
        var sum = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var answer = await FulfilAsync(request, context);
            texts.Append(answer.Text);
            sum += answer.Number;
        }

        return new Answer { Text = texts.ToString(), Number = sum };
    }

    public override async Task ServerStream(Ask request, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        await EchoHeadersAsync(context);
        for (var index = 0; index < request.Number; index++)
        {
            await responseStream.WriteAsync(new Answer { Text = request.Text, Number = index }, context.CancellationToken);
        }

        if (request.Wish is not Wish.Unspecified)
        {
            await FulfilAsync(new Ask { Text = request.Text, Number = (int)StatusCode.Aborted, Wish = request.Wish }, context);
        }
    }

    public override async Task Duplex(
        IAsyncStreamReader<Ask> requestStream, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        await EchoHeadersAsync(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(await FulfilAsync(request, context), context.CancellationToken);
        }
    }

    private static async Task EchoHeadersAsync(ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders)
        {
            if (entry.Key.StartsWith("echo-", StringComparison.Ordinal))
            {
                headers.Add(entry);
                context.ResponseTrailers.Add(entry);
            }
        }

        if (context.RequestHeaders.GetValue("wish-encoding") is { } encoding)
        {
            headers.Add("grpc-internal-encoding-request", encoding);
        }

        await context.WriteResponseHeadersAsync(headers);
    }

    private async Task<Answer> FulfilAsync(Ask request, ServerCallContext context)
    {
        switch (request.Wish)
        {
            case Wish.Fail:
                var trailers = new Metadata { { "why", "the request wished it" }, { "why-bin", [0, 1, 254, 255] } };
                throw new RpcException(new Status((StatusCode)request.Number, request.Text), trailers);
            case Wish.Break:
                throw new InvalidOperationException("not for the caller: " + request.Text);
            case Wish.Wait:
                calls.Waiting.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }
                catch (OperationCanceledException)
                {
                    calls.Cancelled.TrySetResult();
                    throw;
                }

                return new Answer();
            case Wish.Empty:
                return new Answer();
            case Wish.Context:
                return Describe(context);
            default:
                return new Answer { Text = request.Text, Number = request.Number };
        }
    }

    private static Answer Describe(ServerCallContext context)
    {
        var answer = new Answer
        {
            Context =
            {
                ["method"] = context.Method,
                ["host"] = context.Host,
                ["peer"] = context.Peer,
                ["authenticated"] = context.AuthContext.IsPeerAuthenticated.ToString(),
                ["identity"] = string.Join(',', context.AuthContext.PeerIdentity.Select(static one => $"{one.Name}={one.Value}")),
                ["user-state"] = context.UserState.Count.ToString(CultureInfo.InvariantCulture),
            },
        };
        if (context.Deadline != DateTime.MaxValue)
        {
            answer.Deadline = Timestamp.FromDateTime(context.Deadline);
        }

        foreach (var entry in context.RequestHeaders)
        {
            answer.Context["header:" + entry.Key] = entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value;
        }

        return answer;
    }
}
