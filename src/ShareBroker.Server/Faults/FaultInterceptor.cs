using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using ShareBroker.Disclosure;
using ShareBroker.Server.Start;

namespace ShareBroker.Server.Faults;

/// <summary>Stands around every gRPC handler and lets nothing out but statuses from <see cref="BrokerFault"/>.</summary>
internal sealed class FaultInterceptor(BrokerHealth health, ILogger<FaultInterceptor> logger) : Interceptor
{
    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Told(fault, context);
        }
    }

    /// <inheritdoc />
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Told(fault, context);
        }
    }

    private RpcException Told(Exception fault, ServerCallContext context)
    {
        var wire = BrokerFault.ToWire(fault);
        switch (fault)
        {
            case LogUnavailableException:
                FaultLog.NotRecorded(logger, context.Method);
                health.LogRefused();
                break;
            case not null when wire.Status == StatusCode.Internal:
                FaultLog.Failed(logger, context.Method, fault.GetType().Name, PlaceOf(fault));
                break;
            default:
                FaultLog.Refused(logger, context.Method, wire.Code);
                break;
        }

        return wire.ToException();
    }

    // The place in the code is what an operator needs; the exception's own text could quote a record.
    private static string PlaceOf(Exception fault)
    {
        var frame = fault.TargetSite;
        return frame is null ? "an unknown place" : $"{frame.DeclaringType?.FullName}.{frame.Name}";
    }
}
