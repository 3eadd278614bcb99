using Grpc.Core;

namespace ShareBroker.Wire.Tests;

/// <summary>A call that came from nowhere and can only be cancelled.</summary>
internal sealed class BareServerCallContext(CancellationToken cancellationToken) : ServerCallContext
{
    protected override string MethodCore => "/s/m";

    protected override string HostCore => "host";

    protected override string PeerCore => "unknown";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => cancellationToken;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException(options is null ? "default" : "given");
}
