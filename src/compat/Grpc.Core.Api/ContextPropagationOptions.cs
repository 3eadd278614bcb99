namespace Grpc.Core;

/// <summary>What a call inherits from the call that caused it.</summary>
public class ContextPropagationOptions
{
    /// <summary>Everything is inherited; the one shared instance.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Chooses what is inherited; both, unless told otherwise.</summary>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>True when the inheriting call may not outlast the deadline of its cause.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>True when cancelling the cause cancels the inheriting call.</summary>
    public bool IsPropagateCancellation { get; }
}
