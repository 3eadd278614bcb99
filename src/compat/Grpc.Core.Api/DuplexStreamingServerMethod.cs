namespace Grpc.Core;

/// <summary>Answers a stream of requests with a stream of responses, which ends when the returned task does.</summary>
/// <param name="requestStream">The requests, in the order in which the client sent them.</param>
/// <param name="responseStream">Takes the responses, one after the other.</param>
/// <param name="context">What is known about the call, and what its answer shall carry.</param>
public delegate Task DuplexStreamingServerMethod<TRequest, TResponse>(
    IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;
