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
        Only = rules is [var only] ? only : null;
        _plan = new(() => BodyPlanner.PlanChains(program, rules, Arity, ConflictTexts.Function));
    }

    public int Arity { get; }

    public RuleCallee Callee { get; }

    /// <summary>The rule when there is one alone.</summary>
    public Rule? Only { get; }

    /// <summary>The function's value, or null. The arguments are evaluated in the caller's frame.</summary>
    public RegoValue? Call(Frame caller, ReadOnlySpan<Operand> arguments)
    {
        var run = caller.Run;
        if (arguments.Length == 1)
        {
            return arguments[0].Eval(caller) is { } argument ? Call(run, argument) : null;
        }

        var plan = _plan.Value;
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

    // Functions of one text or boolean are mostly asked again for the same few values, those of a composite for ever new ones.
    private RegoValue? Call(Execution run, RegoValue argument)
    {
        var known = Memo(run).ByKey ??= new(isByValue: false);
        if (!ArgumentMemo.IsPlain(argument))
        {
            if (!known.IsWorthNoting())
            {
                return RunWith(run, argument);
            }

            if (known.TryGet(argument, out var noted))
            {
                known.CountHit();
                run.Meter.Step();
                return noted;
            }
        }
        else if (known.TryGet(argument, out var remembered))
        {
            run.Meter.Step();
            return remembered;
        }

        var value = RunWith(run, argument);
        run.Meter.Allocate(64);
        if (!known.TryGet(argument, out _))
        {
            known.Add(argument, value);
        }

        return value;
    }

    private RegoValue? RunWith(Execution run, RegoValue argument)
    {
        var plan = _plan.Value;
        var frame = run.Push(plan.Size);
        frame.Slots[0].Value = argument;
        var value = plan.Run(frame);
        run.Pop();
        return value;
    }
}
