namespace Grpc.Core;

/// <summary>Receives the methods of a service one by one; a server derives from it and overrides the kinds that it can serve.</summary>
public class ServiceBinderBase
{
    /// <summary>Takes a method with one request and one response; a null handler only announces the method.</summary>
    /// <exception cref="NotImplementedException">This binder does not serve the kind.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException();

    /// <summary>Takes a method whose client streams; a null handler only announces the method.</summary>
    /// <exception cref="NotImplementedException">This binder does not serve the kind.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException();

    /// <summary>Takes a method whose server streams; a null handler only announces the method.</summary>
    /// <exception cref="NotImplementedException">This binder does not serve the kind.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException();

    /// <summary>Takes a method in which both sides stream; a null handler only announces the method.</summary>
    /// <exception cref="NotImplementedException">This binder does not serve the kind.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException();
}
