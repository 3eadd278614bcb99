namespace Grpc.Core;

/// <summary>Answers one request with one response; an exception ends the call with a status other than OK.</summary>
/// <param name="request">The request.</param>
/// <param name="context">What is known about the call, and what its answer shall carry.</param>
public delegate Task<TResponse> UnaryServerMethod<TRequest, TResponse>(TRequest request, ServerCallContext context)
    where TRequest : class
    where TResponse : class;
