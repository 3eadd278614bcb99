using System.Security.Cryptography;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Engines;

/// <summary>Asks the engine of this repository.</summary>
internal static class OwnEngine
{
    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 4_000_000,
        Time = TimeSpan.FromSeconds(10),
        MemoryMaxBytes = 256 << 20,
        OutputMaxBytes = 4 << 20,
        DepthMax = 400,
    };

    /// <summary>The answer to each query.</summary>
    public static IReadOnlyList<Outcome> Ask(FuzzProgram program, params IReadOnlyList<RegoBuiltin> more)
    {
        var options = Options(program.IsV0) with { Builtins = more };
        RegoPolicy policy;
        try
        {
            var sources = program.Modules.Select(static (module, index) => new RegoSource($"m{index}", module.ToString()));
            policy = RegoPolicy.Compile(sources.ToArray(), RegoJson.Parse(program.Data.ToString()), options);
        }
        catch (RegoException fault)
        {
            return Same(program, Outcome.Of(OutcomeKind.ModuleError, Errors(FirstFault(program) ?? fault)));
        }
        catch (RegoJsonException fault)
        {
            return Same(program, new Outcome(OutcomeKind.None, "data", fault.Message));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Same(program, new Outcome(OutcomeKind.Broken, fault.GetType().Name, fault.ToString()));
        }

        RegoValue? input;
        try
        {
            // A server takes null for no input at all.
            input = program.Input is { } node && RegoJson.Parse(node.ToString()) is { } given and not RegoNull ? given : null;
        }
        catch (RegoJsonException fault)
        {
            return Same(program, new Outcome(OutcomeKind.None, "input", fault.Message));
        }

        return [.. program.Queries.Select(query => Ask(policy, query, input, program.IsStrict))];
    }

    /// <summary>Whether the modules are sound together.</summary>
    public static bool Compiles(IReadOnlyList<Node> modules) => Fault(modules, isV0: false) is null;

    /// <summary>Why the modules are refused; null when they are sound together.</summary>
    public static RegoException? Fault(IReadOnlyList<Node> modules, bool isV0)
    {
        try
        {
            RegoPolicy.Compile(
                modules.Select(static (module, index) => new RegoSource($"m{index}", module.ToString())), options: Options(isV0));
            return null;
        }
        catch (RegoException fault)
        {
            return fault;
        }
    }

    private static RegoCompileOptions Options(bool isV0) => new() { ModulesAreV0 = isV0 };

    // A server is given one module after the other and refuses the first that does not fit those before it.
    private static RegoException? FirstFault(FuzzProgram program)
    {
        for (var count = 1; count < program.Modules.Count; count++)
        {
            if (Fault([.. program.Modules.Take(count)], program.IsV0) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static Outcome Ask(RegoPolicy policy, Node query, RegoValue? input, bool isStrict)
    {
        var world = new EvaluationEnvironment
        {
            Time = TimeProvider.System,
            FillRandom = RandomNumberGenerator.Fill,
            StrictBuiltinErrors = isStrict,
        };
        try
        {
            var result = policy.Prepare(query.ToString()).Evaluate(input, Budget, world, CancellationToken.None);
            return Outcome.Of(result.Bindings.Select(Binding));
        }
        catch (RegoCompileException fault)
        {
            return Outcome.Of(OutcomeKind.QueryError, Errors(fault));
        }
        catch (RegoException fault) when (fault.Code.StartsWith("eval_budget", StringComparison.Ordinal))
        {
            return new Outcome(OutcomeKind.None, fault.Code);
        }
        catch (RegoException fault)
        {
            return Outcome.Of(OutcomeKind.EvaluationError, Errors(fault));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new Outcome(OutcomeKind.Broken, fault.GetType().Name, fault.ToString());
        }
    }

    private static RegoValue Binding(IReadOnlyDictionary<string, RegoValue> binding)
    {
        var map = new RegoObject.Builder();
        foreach (var (name, value) in binding.Where(static entry => !entry.Key.StartsWith('$')))
        {
            map.Set(RegoString.Of(name), value);
        }

        return map.Build();
    }

    /// <summary>The codes and texts of a refusal.</summary>
    public static IEnumerable<(string Code, string Message)> Errors(RegoException fault) =>
        fault.Errors.Select(static error => (error.Code, error.ToString()));

    private static Outcome[] Same(FuzzProgram program, Outcome outcome) => [.. program.Queries.Select(_ => outcome)];
}
