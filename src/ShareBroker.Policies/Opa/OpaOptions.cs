namespace ShareBroker.Policies.Opa;

/// <summary>What an OPA server may take before its silence counts as a refusal.</summary>
public sealed record OpaOptions
{
    /// <summary>The limits of the broker.</summary>
    public static OpaOptions Standard { get; } = new();

    /// <summary>The longest time until an answer has arrived whole.</summary>
    public TimeSpan AnswerTimeMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest answer to one decision, in octets.</summary>
    public int AnswerBytesMax { get; init; } = 1 << 20;

    /// <summary>How long a comparison of the server's policies with our own counts. A server that names another bundle meanwhile is
    /// compared again at once.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a failed comparison counts, so that a server that is away is not asked by every request.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time of one comparison.</summary>
    public TimeSpan CheckTimeMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most policy text and data that a comparison reads in one answer, in octets.</summary>
    public int PolicyBytesMax { get; init; } = 64 << 20;
}
