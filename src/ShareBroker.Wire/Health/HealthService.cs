using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace ShareBroker.Wire.Health;

/// <summary>
/// The public health protocol <c>grpc.health.v1</c>. The server as a whole, which has the empty name, is not serving until somebody
/// says otherwise; a service of which nothing was said is unknown. Safe to use from many threads.
/// </summary>
public sealed class HealthService : Grpc.Health.V1.Health.HealthBase
{
    /// <summary>How many <c>Watch</c> calls may be open at once; one more is refused with RESOURCE_EXHAUSTED.</summary>
    public const int WatchersMax = 1_000;

    /// <summary>How many services one <c>List</c> answer may name; above it the call is refused with RESOURCE_EXHAUSTED.</summary>
    public const int ListedServicesMax = 100;

    private readonly Lock _lock = new();
    private readonly HashSet<Watcher> _watchers = [];
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal) { [""] = ServingStatus.NotServing };
    private bool _isClosed;

    /// <summary>Says how a service is from now on; watchers of it are told. Without effect after <see cref="Close"/>.</summary>
    /// <param name="service">The full name of the service, or the empty string for the server as a whole.</param>
    /// <param name="status">How it is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="service"/> is null.</exception>
    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _statuses[service] = status;
            Tell(service, status);
        }
    }

    /// <summary>Says for good that nothing is served any more, and ends every watch, so that nobody waits for them.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var service in _statuses.Keys.ToArray())
            {
                _statuses[service] = ServingStatus.NotServing;
                Tell(service, ServingStatus.NotServing);
            }

            foreach (var watcher in _watchers)
            {
                watcher.News.Writer.TryComplete();
            }
        }
    }

    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            return _statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(Response(status))
                : throw new RpcException(new Status(StatusCode.NotFound, "no service of this name is known here"));
        }
    }

    /// <inheritdoc/>
    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var response = new HealthListResponse();
        lock (_lock)
        {
            if (_statuses.Count > ListedServicesMax)
            {
                throw new RpcException(new Status(StatusCode.ResourceExhausted, "too many services to list; check them one by one"));
            }

            foreach (var (service, status) in _statuses)
            {
                response.Statuses.Add(service, Response(status));
            }
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var watcher = Enter(request.Service);
        try
        {
            ServingStatus? told = null;
            await foreach (var status in watcher.News.Reader.ReadAllAsync(context.CancellationToken))
            {
                if (status != told)
                {
                    await responseStream.WriteAsync(Response(status), context.CancellationToken);
                    told = status;
                }
            }
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The usual end of a watch: whoever watched has gone.
            return;
        }
        finally
        {
            Leave(watcher);
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "the server is closing; watch another"));
    }

    private static HealthCheckResponse Response(ServingStatus status) => new() { Status = status };

    private Watcher Enter(string service)
    {
        var watcher = new Watcher(service);
        lock (_lock)
        {
            if (_watchers.Count >= WatchersMax)
            {
                throw new RpcException(new Status(StatusCode.ResourceExhausted, "too many watches are open; check instead"));
            }

            watcher.News.Writer.TryWrite(_statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown));
            if (_isClosed)
            {
                watcher.News.Writer.TryComplete();
            }

            _watchers.Add(watcher);
        }

        return watcher;
    }

    private void Leave(Watcher watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
        }
    }

    private void Tell(string service, ServingStatus status)
    {
        foreach (var watcher in _watchers)
        {
            if (string.Equals(watcher.Service, service, StringComparison.Ordinal))
            {
                watcher.News.Writer.TryWrite(status);
            }
        }
    }

    private sealed class Watcher(string service)
    {
        public string Service { get; } = service;

        // One place: a slow watcher misses what has been overtaken, and learns how things are now.
        public Channel<ServingStatus> News { get; } = Channel.CreateBounded<ServingStatus>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    }
}
