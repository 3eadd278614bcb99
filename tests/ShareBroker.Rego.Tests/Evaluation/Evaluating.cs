using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>Short ways to evaluate in tests.</summary>
internal static class Evaluating
{
    public static EvaluationBudget Ample { get; } = new()
    {
        StepsMax = 5_000_000,
        Time = TimeSpan.FromSeconds(20),
        MemoryMaxBytes = 256 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 500,
    };

    public static EvaluationEnvironment World { get; } = new() { Time = TimeProvider.System, FillRandom = Random.Shared.NextBytes };

    public static RegoPolicy Policy(string rules, string data = "{}") =>
        RegoPolicy.Compile([new RegoSource("test.rego", "package test\n" + rules)], RegoJson.Parse(data));

    public static RegoValue? Value(this RegoPolicy policy, string query, string? input = null, EvaluationBudget? budget = null) =>
        policy.Prepare(query)
            .Evaluate(input is null ? null : RegoJson.Parse(input), budget ?? Ample, World, CancellationToken.None)
            .Value;

    public static string? Json(this RegoPolicy policy, string query, string? input = null) =>
        policy.Value(query, input) is { } value ? RegoJson.Write(value) : null;

    public static string CodeOf(Action evaluate) => Should.Throw<RegoEvaluationException>(evaluate).Code;

    /// <summary>The value as JSON, or what went wrong.</summary>
    public static string Outcome(PreparedQuery query, string input, EvaluationEnvironment environment)
    {
        try
        {
            return query.Evaluate(RegoJson.Parse(input), Ample, environment, CancellationToken.None).Value is { } value
                ? RegoJson.Write(value)
                : "undefined";
        }
        catch (RegoEvaluationException fault)
        {
            return fault.Code;
        }
    }
}
