using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>The bodies of a complete rule or function: each chain is a body and its <c>else</c> bodies; the chains must agree.</summary>
internal sealed class ChainsPlan
{
    private readonly BodyPlan[][] _chains;
    private readonly BodyPlan? _default;
    private readonly Location[] _locations;
    private readonly string _conflict;
    private readonly bool _firstSaysAll;

    public ChainsPlan(BodyPlan[][] chains, Location[] locations, BodyPlan? defaultPlan, string conflict)
    {
        _chains = chains;
        _default = defaultPlan;
        _locations = locations;
        _conflict = conflict;
        Size = defaultPlan?.Size ?? default;
        RegoValue? constant = null;
        _firstSaysAll = true;
        foreach (var body in chains.SelectMany(static chain => chain))
        {
            Size = Size.Or(body.Size);
            constant ??= body.Constant;
            _firstSaysAll &= body.Constant is not null && body.Constant.Equals(constant);
        }
    }

    public BodySize Size { get; }

    /// <summary>The value in a frame that holds the arguments, or null.</summary>
    public RegoValue? Run(Frame frame)
    {
        RegoValue? result = null;
        for (var i = 0; i < _chains.Length; i++)
        {
            if (First(frame, _chains[i]) is not { } value)
            {
                continue;
            }

            if (result is not null && !result.Equals(value))
            {
                throw Execution.Conflict(_locations[i], _conflict);
            }

            result = value;
            if (_firstSaysAll)
            {
                return result;
            }
        }

        return result ?? (_default is null ? null : First(frame, [_default]));
    }

    private static RegoValue? First(Frame frame, ReadOnlySpan<BodyPlan> chain)
    {
        foreach (var body in chain)
        {
            frame.Result = null;
            body.First.Run(frame);
            if (frame.Result is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
