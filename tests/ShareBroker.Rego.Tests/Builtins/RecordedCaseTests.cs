using System.Security.Cryptography;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Builtins;

public sealed class RecordedCaseTests
{
    private static readonly RegoPolicy NoModules = RegoPolicy.Compile([]);

    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 1_000_000,
        Time = TimeSpan.FromSeconds(20),
        MemoryMaxBytes = 64 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 100,
    };

    private static readonly EvaluationEnvironment Strict = new()
    {
        Time = TimeProvider.System,
        FillRandom = RandomNumberGenerator.Fill,
        StrictBuiltinErrors = true,
    };

    public static TheoryData<string> Groups => [.. RecordedCase.All.Select(static entry => entry.Group).Distinct()];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Every_recorded_expression_has_the_recorded_value(string group)
    {
        var wrong = RecordedCase.All
            .Where(entry => entry.Group == group)
            .Select(static entry => (entry.Expression, Expected: entry.Differs ?? entry.Expected, Actual: Evaluate(entry.Expression)))
            .Where(static entry => entry.Expected != entry.Actual && !entry.Actual.StartsWith(entry.Expected + ": ",
                StringComparison.Ordinal))
            .Select(static entry => $"{entry.Expression}\n   expected {entry.Expected}\n   but was  {entry.Actual}")
            .ToArray();

        string.Join('\n', wrong).ShouldBeEmpty();
    }

    private static string Evaluate(string expression)
    {
        try
        {
            var result = NoModules.Prepare($"x := json.marshal({expression})").Evaluate(null, Budget, Strict, CancellationToken.None);
            return result.Bindings.Count == 0 ? "undefined" : ((RegoString)result.Bindings[0]["x"]).Value;
        }
        catch (RegoException fault)
        {
            return $"{fault.Errors[0].Code}: {fault.Errors[0].Message}";
        }
    }
}
