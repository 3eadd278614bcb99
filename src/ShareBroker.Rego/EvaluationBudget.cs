namespace ShareBroker.Rego;

/// <summary>What one evaluation may cost. Each limit that is hit is an error with a code <c>eval_budget_*</c>, never an undefined
/// result.</summary>
/// <remarks>There are no defaults: a host that runs other people's policies must choose every limit, or one of the presets by its
/// name, and adjust it by <c>with</c>.</remarks>
public sealed record EvaluationBudget
{
    /// <summary>For a decision that somebody waits for: 5 million steps, one second, 64 MB of values, 1 MB of result, 256 levels. An
    /// ordinary decision takes a thousandth of that.</summary>
    public static EvaluationBudget Interactive { get; } = new()
    {
        StepsMax = 5_000_000,
        Time = TimeSpan.FromSeconds(1),
        MemoryMaxBytes = 64L << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 256,
    };

    /// <summary>For reports and tools that run by themselves: a billion steps, one minute, 2 GB of values, 64 MB of result, 1,000
    /// levels.</summary>
    public static EvaluationBudget Batch { get; } = new()
    {
        StepsMax = 1_000_000_000,
        Time = TimeSpan.FromMinutes(1),
        MemoryMaxBytes = 2L << 30,
        OutputMaxBytes = 64 << 20,
        DepthMax = 1_000,
    };

    /// <summary>The most steps: expressions tried, elements visited, units of work inside builtins.</summary>
    public required long StepsMax { get; init; }

    /// <summary>The longest time by the environment's clock.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>The most bytes that values made by the evaluation may take, estimated.</summary>
    public required long MemoryMaxBytes { get; init; }

    /// <summary>The most bytes that the result may take as JSON text.</summary>
    public required int OutputMaxBytes { get; init; }

    /// <summary>The deepest nesting of rules, functions and comprehensions.</summary>
    public required int DepthMax { get; init; }
}
