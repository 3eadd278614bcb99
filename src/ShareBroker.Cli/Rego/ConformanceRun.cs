using System.Security.Cryptography;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>Runs cases of OPA's conformance suite by the rules of its own harness.</summary>
internal static class ConformanceRun
{
    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 50_000_000,
        Time = TimeSpan.FromSeconds(20),
        MemoryMaxBytes = 1L << 30,
        OutputMaxBytes = 64 << 20,
        DepthMax = 10_000,
    };

    /// <summary>Runs one case. A fault of the engine is a failed case, not the end of the run.</summary>
    public static ConformanceOutcome Of(ConformanceCase example)
    {
        string? failure;
        try
        {
            failure = Compare(example);
        }
        catch (RegoException fault)
        {
            failure = WantsError(example) ? CompareError(example, fault) : $"unexpected error: {fault.Message}";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            failure = $"engine fault: {fault.GetType().Name}: {fault.Message}";
        }

        return new ConformanceOutcome(example.Id, example.Language, example.IsNewer, example.Texts, failure);
    }

    private static bool WantsError(ConformanceCase example) => example.WantError is not null || example.WantErrorCode is not null;

    private static string? Compare(ConformanceCase example)
    {
        var sources = example.Modules.Select(static (text, index) => new RegoSource($"test-{index}.rego", text));
        var options = new RegoCompileOptions { ModulesAreV0 = example.ModulesAreV0, Builtins = RegoBuiltin.Unreachable };
        var policy = RegoPolicy.Compile(sources, example.Data, options);
        var input = example.InputTerm is null ? example.Input : TermValue(example.InputTerm);
        var result = policy.Prepare(example.Query).Evaluate(input, Budget, Environment(example.StrictError), CancellationToken.None);
        if (WantsError(example))
        {
            return $"wanted error {example.WantErrorCode} {example.WantError}, got {Bindings(example, result)}";
        }

        var wanted = RegoSet.Of((example.WantResult ?? RegoArray.Empty).Items.ToArray().Select(binding => Sorted(example, binding))
            .ToArray());
        var got = Bindings(example, result);
        return got.Equals(wanted) ? null : $"wanted {wanted}, got {got}";
    }

    private static EvaluationEnvironment Environment(bool strict) => new()
    {
        Time = TimeProvider.System,
        FillRandom = RandomNumberGenerator.Fill,
        StrictBuiltinErrors = strict,
    };

    private static RegoValue? TermValue(string term) =>
        RegoPolicy.Compile([]).Prepare($"value = {term}").Evaluate(null, Budget, Environment(strict: true), CancellationToken.None)
            .Bindings[0]["value"];

    private static string? CompareError(ConformanceCase example, RegoException fault)
    {
        if (example.WantErrorCode is { } code && code != fault.Code)
        {
            return $"wanted error {code} {example.WantError}, got {fault.Message}";
        }

        return example.WantError is null || fault.Message.Contains(example.WantError, StringComparison.Ordinal)
            ? null
            : $"wanted error with '{example.WantError}', got {fault.Message}";
    }

    private static RegoSet Bindings(ConformanceCase example, QueryResult result)
    {
        var set = new RegoSet.Builder();
        foreach (var bindings in result.Bindings)
        {
            var obj = new RegoObject.Builder();
            foreach (var (name, value) in bindings)
            {
                obj.Set(RegoString.Of(name), RegoJson.Parse(RegoJson.Write(value)));
            }

            set.Add(Sorted(example, obj.Build()));
        }

        return set.Build();
    }

    private static RegoValue Sorted(ConformanceCase example, RegoValue bindings)
    {
        if (!example.SortBindings || bindings is not RegoObject obj)
        {
            return bindings;
        }

        var sorted = new RegoObject.Builder();
        for (var i = 0; i < obj.Count; i++)
        {
            sorted.Set(obj.KeyAt(i), obj.ValueAt(i) is RegoArray array ? RegoArray.Adopt([.. array.Items.ToArray().Order()])
                : obj.ValueAt(i));
        }

        return sorted.Build();
    }
}
