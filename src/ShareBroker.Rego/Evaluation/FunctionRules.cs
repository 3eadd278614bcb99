using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>The rules of one function. As a document it is undefined.</summary>
internal sealed class FunctionRules : RuleSet
{
    private readonly Lazy<ChainsPlan> _plan;

    public FunctionRules(Program program, RegoValue[] path, int memoIndex, IReadOnlyList<Rule> rules)
        : base(program, path, memoIndex)
    {
        Arity = rules[0].Head.Arguments!.Count;
        Callee = new RuleCallee(this);
        _plan = new(() => BodyPlanner.PlanChains(program, rules, Arity, ConflictTexts.Function));
    }

    public int Arity { get; }

    public RuleCallee Callee { get; }

    /// <summary>The function's value, or null. The arguments are evaluated in the caller's frame.</summary>
    public RegoValue? Call(Frame caller, ValueNode[] arguments)
    {
        if (arguments.Length == 1)
        {
            return arguments[0].Eval(caller) is { } argument ? CallRemembered(caller.Run, argument) : null;
        }

        var plan = _plan.Value;
        var run = caller.Run;
        var frame = run.Push(plan.Size);
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i].Eval(caller);
            if (argument is null)
            {
                run.Pop();
                return null;
            }

            frame.Slots[i].Value = argument;
        }

        var value = RunRemembered(run, plan, frame);
        run.Pop();
        return value;
    }

    protected override RegoValue? Evaluate(Execution run) => null;

    private RegoValue? RunRemembered(Execution run, ChainsPlan plan, Frame frame)
    {
        var known = Memo(run).ByCall ??= new CallMemo();
        if (!known.IsWorthNoting())
        {
            return plan.Run(frame);
        }

        var arguments = frame.Slots.AsSpan(0, Arity);
        if (known.TryGet(arguments, out var value))
        {
            return value;
        }

        value = plan.Run(frame);
        run.Meter.Allocate(64 + (16 * Arity));
        if (!known.TryGet(arguments, out _))
        {
            known.Add(arguments, value);
        }

        return value;
    }

    // Functions of one argument are mostly asked again for the same few values.
    private RegoValue? CallRemembered(Execution run, RegoValue argument)
    {
        var known = Memo(run).ByKey ??= new(isByValue: false);
        if (known.TryGet(argument, out var value))
        {
            run.Meter.Step();
            return value;
        }

        var plan = _plan.Value;
        var frame = run.Push(plan.Size);
        frame.Slots[0].Value = argument;
        value = plan.Run(frame);
        run.Pop();
        run.Meter.Allocate(64);
        if (!known.TryGet(argument, out _))
        {
            known.Add(argument, value);
        }
        return value;
    }
}
