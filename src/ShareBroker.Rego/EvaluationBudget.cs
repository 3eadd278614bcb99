namespace ShareBroker.Rego;

/// <summary>What one evaluation may cost. Each limit that is hit is an error with a code <c>eval_budget_*</c>, never an undefined
/// result.</summary>
/// <remarks>There are no defaults: a host that runs other people's policies must choose every limit.</remarks>
public sealed record EvaluationBudget
{
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
