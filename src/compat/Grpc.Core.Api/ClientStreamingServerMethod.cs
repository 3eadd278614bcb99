namespace Grpc.Core;

/// <summary>Answers a stream of requests with one response; an exception ends the call with a status other than OK.</summary>
/// <param name="requestStream">The requests, in the order in which the client sent them.</param>
/// <param name="context">What is known about the call, and what its answer shall carry.</param>
public delegate Task<TResponse> ClientStreamingServerMethod<TRequest, TResponse>(
    IAsyncStreamReader<TRequest> requestStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;
