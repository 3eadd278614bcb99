using System.Runtime.CompilerServices;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>All that changes while one query is evaluated for one input. Used by one thread.</summary>
internal sealed class Execution
{
    private readonly int _depthMax;
    private Frame[] _frames = new Frame[16];
    private int _depth;

    public Execution(Program program, RegoValue? input, EvaluationMeter meter, BuiltinContext builtins,
        EvaluationEnvironment environment, int depthMax)
    {
        Meter = meter;
        Builtins = builtins;
        Environment = environment;
        _depthMax = depthMax;
        Scope = Scope.Outermost(program, input);
    }

    public EvaluationMeter Meter { get; }

    public BuiltinContext Builtins { get; }

    public EvaluationEnvironment Environment { get; }

    /// <summary>What <c>input</c>, <c>data</c> and functions mean at this moment; <c>with</c> replaces it for a while.</summary>
    public Scope Scope { get; set; }

    /// <summary>A fault that ends the evaluation.</summary>
    public static RegoEvaluationException Conflict(Location location, string message) =>
        new(new RegoError("eval_conflict_error", message, location));

    /// <summary>A frame for a rule or function that begins; <see cref="Pop"/> gives it back.</summary>
    public Frame Push(BodySize size)
    {
        if (_depth >= _depthMax)
        {
            throw TooDeep();
        }

        EnsureStack();
        Meter.Step();
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        var frame = _frames[_depth] ??= new Frame(this);
        _depth++;
        frame.Prepare(size);
        return frame;
    }

    public void Pop() => _depth--;

    /// <summary>Ends the evaluation in order before the host's stack would end the process.</summary>
    public static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep();
        }
    }

    private static BudgetExceededException TooDeep() =>
        new(BudgetExceededException.Depth, "rules nest deeper than the evaluation's budget allows");
}
