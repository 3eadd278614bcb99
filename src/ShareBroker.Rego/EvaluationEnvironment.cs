using System.Security.Cryptography;

namespace ShareBroker.Rego;

/// <summary>All that an evaluation may know of the world beside policy, data and input.</summary>
public sealed record EvaluationEnvironment
{
    /// <summary>The clock and the random numbers of this machine; nobody listens. Adjust it by <c>with</c>.</summary>
    public static EvaluationEnvironment System { get; } = new()
    {
        Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill,
    };

    /// <summary>The clock. Read once for <c>time.now_ns</c>, which is constant within an evaluation, and for the time budget.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Fills a buffer with random bytes, for <c>rand.intn</c> and <c>uuid.rfc4122</c>.</summary>
    public required Action<Span<byte>> FillRandom { get; init; }

    /// <summary>A builtin that fails ends the evaluation with its error. Otherwise its expression is undefined, as in OPA.</summary>
    public bool StrictBuiltinErrors { get; init; }

    /// <summary>Hears which rows and rules were reached; null when nobody asks.</summary>
    public ICoverageSink? Coverage { get; init; }

    /// <summary>Receives the text of each <c>print</c> call; null drops them.</summary>
    public Action<string>? Print { get; init; }
}
