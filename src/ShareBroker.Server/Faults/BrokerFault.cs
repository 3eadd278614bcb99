using Grpc.Core;
using ShareBroker.Disclosure;
using ShareBroker.Policies;
using ShareBroker.Server.Door;

namespace ShareBroker.Server.Faults;

/// <summary>Turns what went wrong inside into what the caller is told. The only such place in the broker.</summary>
internal static class BrokerFault
{
    private const int SentenceMax = 1000;

    /// <summary>What the caller is told.</summary>
    /// <param name="fault">What went wrong.</param>
    public static WireFault ToWire(Exception fault) => fault switch
    {
        DoorFault door => new(StatusCode.Unauthenticated, door.Message, door.Code),
        TooManyCallsFault many => new(StatusCode.ResourceExhausted, many.Message, "too_many_calls"),
        InvalidRequestException invalid => new(StatusCode.InvalidArgument, invalid.Message, invalid.Code),
        UnknownCallerException unknown => new(StatusCode.Unauthenticated, unknown.Message, unknown.Code),
        NotAllowedException denied => new(StatusCode.PermissionDenied, denied.Message, denied.Code),
        NotFoundException missing => new(StatusCode.NotFound, missing.Message, missing.Code),
        IdempotencyConflictException conflict => new(StatusCode.AlreadyExists, conflict.Message, conflict.Code),
        BudgetExhaustedException spent => new(StatusCode.ResourceExhausted, spent.Message, spent.Code),
        LogUnavailableException closed => new(StatusCode.Unavailable, closed.Message, closed.Code),
        PolicyException { Code: "not_allowed" } denied => new(StatusCode.PermissionDenied, denied.Message, denied.Code),
        PolicyException { Code: "proposal_unknown" } missing => new(StatusCode.NotFound, missing.Message, missing.Code),
        PolicyException policy => new(StatusCode.FailedPrecondition, Cut(policy.Message), policy.Code),
        Receipts.Log.LogUnavailableException log => new(StatusCode.Unavailable, log.Message, "log_unavailable"),
        DisclosureException other => new(StatusCode.FailedPrecondition, other.Message, other.Code),
        OperationCanceledException => new(StatusCode.Cancelled, "the call was cancelled", "cancelled"),
        _ => new(StatusCode.Internal, "internal error; nothing was disclosed", "internal"),
    };

    // A status travels in a header, and policies may have many errors at once.
    private static string Cut(string message) => message.Length <= SentenceMax ? message : message[..SentenceMax] + "…";
}
