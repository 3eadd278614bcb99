using Grpc.Core;

namespace ShareBroker.Server.Faults;

/// <summary>What a caller is told of a fault.</summary>
/// <param name="Status">The gRPC status.</param>
/// <param name="Detail">One lower-case sentence without personal data.</param>
/// <param name="Code">Stable code, sent as the trailer <see cref="CodeTrailer"/>.</param>
internal sealed record WireFault(StatusCode Status, string Detail, string Code)
{
    /// <summary>Name of the trailer that carries <see cref="Code"/>.</summary>
    public const string CodeTrailer = "sharebroker-error-code";

    /// <summary>The fault as an exception of a gRPC handler.</summary>
    public RpcException ToException() => new(new Status(Status, Detail), new Metadata { { CodeTrailer, Code } });
}
