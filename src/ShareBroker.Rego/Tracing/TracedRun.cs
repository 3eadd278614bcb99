using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>
/// Evaluates a query straight from the compiled trees, step by step and in the order of the language's reference implementation, and tells
/// every step. It is slow and used only when somebody asked for a trace, for covered lines or for a profile; results are those of the
/// planned evaluation.
/// </summary>
internal sealed class TracedRun(
    CompiledPolicy policy,
    FrozenDictionary<string, Builtin> functions,
    EvaluationMeter meter,
    BuiltinContext builtins,
    EvaluationEnvironment environment,
    IReadOnlyList<ITracer> tracers)
{
    // Continuations nest with every expression and every rule, so the search has a stack of its own.
    private const int StackBytes = 512 << 20;

    private readonly Dictionary<RuleTreeNode, CandidateIndex> _indexes = new(ReferenceEqualityComparer.Instance);
    private long _bodies;

    public RuleTree Rules => policy.Rules;

    public FrozenDictionary<string, Builtin> Functions => functions;

    public EvaluationMeter Meter => meter;

    public BuiltinContext Builtins => builtins;

    public EvaluationEnvironment Environment => environment;

    public bool WantsLocals { get; } = tracers.Any(static tracer => tracer.WantsLocals);

    /// <summary>Every solution of the body: the values of the variables that have one.</summary>
    /// <exception cref="RegoEvaluationException">As the planned evaluation.</exception>
    /// <exception cref="BudgetExceededException">A limit was met.</exception>
    public IReadOnlyList<IReadOnlyDictionary<string, RegoValue>> Evaluate(Body query, RegoValue data, RegoValue? input)
    {
        var solutions = new List<IReadOnlyDictionary<string, RegoValue>>();
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(Search, StackBytes);
        thread.Start();
        thread.Join();
        fault?.Throw();
        return solutions;

        void Search()
        {
            try
            {
                var walk = new Walk(this, query, new TraceScope { Data = data, Input = input });
                walk.RunBody(() =>
                {
                    meter.Allocate(256);
                    solutions.Add(walk.Bindings.Snapshot());
                    return null;
                });
            }
            catch (Exception thrown)
            {
                fault = ExceptionDispatchInfo.Capture(thrown);
            }
        }
    }

    public long NextBody() => _bodies++;

    public CandidateIndex IndexOf(RuleTreeNode node)
    {
        if (!_indexes.TryGetValue(node, out var index))
        {
            _indexes[node] = index = CandidateIndex.Of(policy.Rules, node);
        }

        return index;
    }

    public void Tell(TraceEvent step)
    {
        foreach (var tracer in tracers)
        {
            tracer.Hear(step);
        }
    }

    /// <summary>Charges one step and ends the search in order before its stack would end the process.</summary>
    public void Step()
    {
        meter.Step();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new BudgetExceededException(BudgetExceededException.Depth, "rules nest deeper than the evaluation's budget allows");
        }
    }
}
