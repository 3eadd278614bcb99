using System.Security.Cryptography;
using ShareBroker.Rego;

namespace ShareBroker.Policies.Deciding;

/// <summary>What one disclosure decision may cost. A decision of the largest pack needs a small part of it; whoever reaches it is
/// refused.</summary>
public static class DecisionBudget
{
    /// <summary>The budget of the broker: two seconds, five million steps, 256 MiB allocated, one MiB of output, depth 512.</summary>
    public static EvaluationBudget Standard { get; } = new()
    {
        StepsMax = 5_000_000,
        Time = TimeSpan.FromSeconds(2),
        MemoryMaxBytes = 256L << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 512,
    };

    /// <summary>The environment of a decision: the given clock, the system's random source, builtin errors undefined as in OPA.</summary>
    /// <param name="time">The clock.</param>
    public static EvaluationEnvironment Environment(TimeProvider time) => new()
    {
        Time = time,
        FillRandom = RandomNumberGenerator.Fill,
    };
}
