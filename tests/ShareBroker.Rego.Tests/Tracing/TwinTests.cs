using System.Collections.Concurrent;
using System.Text.Json;
using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Tracing;

/// <summary>The traced evaluation and the planned one find the same, over the reference implementation's own cases.</summary>
public sealed class TwinTests
{
    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 20_000_000,
        Time = TimeSpan.FromMinutes(2),
        MemoryMaxBytes = 1L << 30,
        OutputMaxBytes = 64 << 20,
        DepthMax = 1_000,
    };

    private static readonly EvaluationEnvironment Environment = new()
    {
        Time = TimeProvider.System, FillRandom = static octets => octets.Clear(), StrictBuiltinErrors = true,
    };

    [Fact]
    public void A_traced_evaluation_finds_what_the_planned_one_finds()
    {
        if (TestPlaces.SharedPath("data/rego-cases/given/v1", "traced evaluations of the language suite") is not { } folder)
        {
            return;
        }

        var differences = new ConcurrentBag<string>();
        var count = 0;
        Parallel.ForEach(Cases(folder), test =>
        {
            Interlocked.Increment(ref count);
            if (Difference(test) is { } difference)
            {
                differences.Add($"{test.GetProperty("id")}: {difference}");
            }
        });

        differences.Order(StringComparer.Ordinal).ShouldBeEmpty();
        count.ShouldBeGreaterThan(1_500);
    }

    private static string? Difference(JsonElement test)
    {
        // What depends on the moment differs from one evaluation to the next.
        var query = test.GetProperty("query").GetString()!;
        string[] modules = test.TryGetProperty("modules", out var texts)
            ? [.. texts.EnumerateArray().Select(static text => text.GetString()!)]
            : [];
        if (modules.Append(query).Any(static text => text.Contains("now_ns", StringComparison.Ordinal)))
        {
            return null;
        }

        try
        {
            var options = new RegoCompileOptions { Builtins = RegoBuiltin.Unreachable };
            var policy = RegoPolicy.Compile(
                modules.Select(static (text, index) => new RegoSource($"{index}.rego", text)), Document(test, "data"), options);
            var prepared = ExpressionQuery.Prepare(policy, query);
            var input = Document(test, "input");
            var planned = Outcome(() => prepared.Evaluate(input, Budget, Environment, CancellationToken.None));
            var traced = prepared.Trace(input, new TraceWishes { Coverage = true }, Budget, Environment, CancellationToken.None);
            var found = traced.Fault is null ? Text(traced.Solutions) : traced.Fault.Code;
            return planned == found ? null : $"planned {planned}, traced {found}";
        }
        catch (RegoCompileException)
        {
            return null;
        }
    }

    private static string Outcome(Func<IReadOnlyList<ExpressionSolution>> evaluate)
    {
        try
        {
            return Text(evaluate());
        }
        catch (RegoEvaluationException fault)
        {
            return fault.Code;
        }
    }

    private static string Text(IReadOnlyList<ExpressionSolution> solutions) => string.Join(" | ", solutions
        .Select(static solution => string.Join(", ", solution.Bindings.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key}={pair.Value}")))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal));

    private static RegoValue? Document(JsonElement test, string name) =>
        test.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? RegoJson.Parse(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()), JsonLimits.Trusted)
            : null;

    private static IEnumerable<JsonElement> Cases(string folder) => Directory
        .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
        .SelectMany(static file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("cases").EnumerateArray());
}
