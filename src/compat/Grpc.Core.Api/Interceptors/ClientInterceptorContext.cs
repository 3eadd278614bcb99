namespace Grpc.Core.Interceptors;

/// <summary>A call as an interceptor meets it on the client's side; pass a changed copy on to change the call.</summary>
public struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>Describes a call; nothing is checked here.</summary>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>Which method is called.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The host that the call names, or null for the channel's own.</summary>
    public string? Host { get; }

    /// <summary>How the call is to be made.</summary>
    public CallOptions Options { get; }
}
