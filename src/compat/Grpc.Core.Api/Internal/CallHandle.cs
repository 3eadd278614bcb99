namespace Grpc.Core.Internal;

/// <summary>What the four call handles have in common: how to reach headers, status, trailers and the end of one running call.</summary>
internal readonly struct CallHandle
{
    private readonly Func<object, Task<Metadata>> _responseHeaders;
    private readonly Func<object, Status> _status;
    private readonly Func<object, Metadata> _trailers;
    private readonly Action<object> _dispose;
    private readonly object _state;

    // Headers stay lazy: asking for the task may start work in the channel, so nobody asks before a reader does.
    public CallHandle(
        Func<object, Task<Metadata>> responseHeaders,
        Func<object, Status> status,
        Func<object, Metadata> trailers,
        Action<object> dispose,
        object state)
    {
        _responseHeaders = responseHeaders;
        _status = status;
        _trailers = trailers;
        _dispose = dispose;
        _state = state;
    }

    public CallHandle(Task<Metadata> responseHeaders, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(
            static parts => ((Parts)parts).ResponseHeaders,
            static parts => ((Parts)parts).Status(),
            static parts => ((Parts)parts).Trailers(),
            static parts => ((Parts)parts).Dispose(),
            new Parts(responseHeaders, status, trailers, dispose))
    {
    }

    public Task<Metadata> ResponseHeadersAsync => _responseHeaders(_state);

    public Status GetStatus() => _status(_state);

    public Metadata GetTrailers() => _trailers(_state);

    public void Dispose() => _dispose(_state);

    private sealed record Parts(Task<Metadata> ResponseHeaders, Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
