using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A function that the engine has.</summary>
internal sealed class BuiltinCallee(Builtin builtin) : Callee
{
    // What a builtin charges it charges before it works: after a large work the time may be over.
    private const long StepsToLook = 4096;

    public override int Arity => builtin.Signature.ArgumentTypes.Count;

    public Builtin Builtin => builtin;

    /// <summary>Whether it gives the same for the same arguments in every evaluation: one of the engine's own that looks at nothing
    /// else.</summary>
    public bool IsSteady { get; } = !builtin.Signature.IsNondeterministic
        && builtin.Function is not null
        && !builtin.Signature.Name.StartsWith("rego.", StringComparison.Ordinal)
        && BuiltinRegistry.All.TryGetValue(builtin.Signature.Name, out var own) && ReferenceEquals(own, builtin);

    public override RegoValue? Call(Frame frame, ValueNode[] arguments, Location location)
    {
        switch (arguments.Length)
        {
            case 1:
                return arguments[0].Eval(frame) is { } only ? Invoke(frame.Run, [only], location) : null;
            case 2:
                return arguments[0].Eval(frame) is { } first && arguments[1].Eval(frame) is { } second
                    ? Invoke(frame.Run, [first, second], location)
                    : null;
            default:
                return Values(frame, arguments) is { } values ? Invoke(frame.Run, values, location) : null;
        }
    }

    /// <summary>Calls back for each result until told to stop.</summary>
    public void Relate(Frame frame, ValueNode[] arguments, Location location, Func<RegoValue, bool> onResult)
    {
        if (Values(frame, arguments) is not { } values)
        {
            return;
        }

        try
        {
            builtin.Relation!(frame.Run.Builtins, values, onResult);
        }
        catch (BuiltinException fault)
        {
            Fail(frame.Run, fault, location);
        }
    }

    private static RegoValue[]? Values(Frame frame, ValueNode[] arguments)
    {
        var values = new RegoValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (arguments[i].Eval(frame) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return values;
    }

    // A builtin that fails is undefined, unless the host asked to be strict.
    private static void Fail(Execution run, BuiltinException fault, Location location)
    {
        if (run.Environment.StrictBuiltinErrors)
        {
            throw new RegoEvaluationException(new RegoError(fault.Code, fault.Message, location));
        }
    }

    /// <summary>Calls with operands that were evaluated.</summary>
    public RegoValue? Invoke(Execution run, ReadOnlySpan<RegoValue> values, Location location)
    {
        run.Meter.Step();
        var before = run.Meter.Steps;
        if (builtin.Function is not { } function)
        {
            throw new RegoEvaluationException(new RegoError(
                "eval_builtin_error", $"{builtin.Signature.Name}: this function is not offered", location));
        }

        try
        {
            var result = function(run.Builtins, values);
            if (run.Meter.Steps - before > StepsToLook)
            {
                run.Meter.Look();
            }

            return result;
        }
        catch (BuiltinException fault)
        {
            Fail(run, fault, location);
            return null;
        }
    }
}
