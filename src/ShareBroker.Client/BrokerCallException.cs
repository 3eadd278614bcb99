using Grpc.Core;

namespace ShareBroker.Client;

/// <summary>The broker refused or could not answer a call. A denial by policy is no exception but an answer with a receipt.</summary>
public sealed class BrokerCallException : Exception
{
    /// <summary>Name of the trailer that carries the code.</summary>
    public const string CodeTrailer = "sharebroker-error-code";

    /// <summary>Says what the broker said.</summary>
    /// <param name="status">The gRPC status.</param>
    /// <param name="code">Stable code, or empty when none came.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="innerException">Where it came from.</param>
    public BrokerCallException(StatusCode status, string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        Code = code;
    }

    /// <summary>The gRPC status.</summary>
    public StatusCode Status { get; }

    /// <summary>Stable code, such as <c>idempotency_conflict</c>; empty when none came.</summary>
    public string Code { get; }

    internal static BrokerCallException From(RpcException fault) =>
        new(fault.StatusCode, fault.Trailers.GetValue(CodeTrailer) ?? "", fault.Status.Detail ?? "", fault);
}
