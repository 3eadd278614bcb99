using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>One body with what it yields, ready to run.</summary>
/// <param name="First">The head of the chain.</param>
/// <param name="Size">What its frame must hold.</param>
/// <param name="Constant">The value it gives whenever it gives one, or null when that depends.</param>
internal sealed record BodyPlan(Step First, BodySize Size, RegoValue? Constant)
{
    // The checks of a body that holds at most once, and what it gives then.
    private readonly Check[]? _checks = (First as Step.Sequence)?.Checks;
    private readonly Step.YieldValue? _yield = First as Step.YieldValue ?? (First as Step.Sequence)?.Next as Step.YieldValue;

    /// <summary>What is tested before anything else in the body can happen.</summary>
    public IReadOnlyList<RuleTest> Tests { get; init; } = [];

    /// <summary>The value that a body of a complete rule or function gives, or null.</summary>
    public RegoValue? Value(Frame frame)
    {
        if (_yield is null)
        {
            return Solve(frame);
        }

        if (_checks is { } checks)
        {
            for (var i = 0; i < checks.Length; i++)
            {
                if (!checks[i].Test(frame))
                {
                    frame.Run.Meter.Step(i + 1);
                    return null;
                }
            }

            frame.Run.Meter.Step(checks.Length);
        }

        return _yield.Only(frame);
    }

    private RegoValue? Solve(Frame frame)
    {
        frame.Result = null;
        First.Run(frame);
        return frame.Result is { } value ? value : null;
    }
}
