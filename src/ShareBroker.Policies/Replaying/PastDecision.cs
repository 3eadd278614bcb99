namespace ShareBroker.Policies.Replaying;

/// <summary>A decision that was made, with what it was made from. No value of a record is in it.</summary>
public sealed record PastDecision
{
    /// <summary>Identifier of its statement, by which its receipt is named.</summary>
    public required string Receipt { get; init; }

    /// <summary>Its place in the log.</summary>
    public required long Index { get; init; }

    /// <summary>Kind of the statement, such as <c>denial</c>, <c>order</c> or <c>release</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The rules that were named.</summary>
    public required string Regime { get; init; }

    /// <summary>The agency that asked.</summary>
    public required string Agency { get; init; }

    /// <summary>The decision input as JSON octets; empty when it was destroyed.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }
}
