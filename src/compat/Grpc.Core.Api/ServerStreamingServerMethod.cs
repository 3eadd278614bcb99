namespace Grpc.Core;

/// <summary>Answers one request with a stream of responses, which ends when the returned task does.</summary>
/// <param name="request">The request.</param>
/// <param name="responseStream">Takes the responses, one after the other.</param>
/// <param name="context">What is known about the call, and what its answer shall carry.</param>
public delegate Task ServerStreamingServerMethod<TRequest, TResponse>(
    TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;
