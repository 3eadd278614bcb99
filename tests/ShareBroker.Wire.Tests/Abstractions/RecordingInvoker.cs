using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

/// <summary>Remembers what it was called with and answers nothing.</summary>
internal sealed class RecordingInvoker : CallInvoker
{
    public List<string> Calls { get; } = [];

    public CallOptions Options { get; private set; }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Record<TResponse>("blocking", method, host, options)!;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Record<AsyncUnaryCall<TResponse>>("unary", method, host, options)!;

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Record<AsyncServerStreamingCall<TResponse>>("server", method, host, options)!;

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        Record<AsyncClientStreamingCall<TRequest, TResponse>>("client", method, host, options)!;

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        Record<AsyncDuplexStreamingCall<TRequest, TResponse>>("duplex", method, host, options)!;

    private T? Record<T>(string kind, IMethod method, string? host, CallOptions options)
        where T : class
    {
        Calls.Add($"{kind} {method.Name} {host ?? "(null)"}");
        Options = options;
        return null;
    }
}
