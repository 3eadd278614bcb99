using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>The bodies of a complete rule or function: each chain is a body and its <c>else</c> bodies; the chains must agree.</summary>
internal sealed class ChainsPlan
{
    private readonly BodyPlan[][] _chains;
    private readonly BodyPlan[] _default;
    private readonly Location[] _locations;
    private readonly string _conflict;
    private readonly bool _firstSaysAll;
    private readonly RuleIndex? _index;

    // The value that a chain gives whenever it gives one; null when that depends.
    private readonly RegoValue?[] _constants;

    public ChainsPlan(BodyPlan[][] chains, Location[] locations, BodyPlan? defaultPlan, string conflict, RuleIndex? index)
    {
        _chains = chains;
        _default = defaultPlan is null ? [] : [defaultPlan];
        _index = index;
        _locations = locations;
        _conflict = conflict;
        Size = defaultPlan?.Size ?? default;
        foreach (var body in chains.SelectMany(static chain => chain))
        {
            Size = Size.Or(body.Size);
        }

        _constants = Array.ConvertAll(chains, static chain =>
            Array.TrueForAll(chain, body => body.Constant is not null && body.Constant.Equals(chain[0].Constant)) ? chain[0].Constant
                : null);
        _firstSaysAll = Array.TrueForAll(_constants, constant => constant is not null && constant.Equals(_constants[0]));
    }

    public BodySize Size { get; }

    /// <summary>The value in a frame that holds the arguments, or null.</summary>
    public RegoValue? Run(Frame frame) => (_index is null ? All(frame) : Some(frame, _index.Find(frame))) ?? First(frame, _default);

    private RegoValue? All(Frame frame)
    {
        RegoValue? result = null;
        for (var i = 0; i < _chains.Length; i++)
        {
            if (First(frame, _chains[i]) is not { } value)
            {
                continue;
            }

            if (_firstSaysAll)
            {
                return value;
            }

            result = result is null || result.Equals(value) ? value : throw Execution.Conflict(_locations[i], _conflict);
        }

        return result;
    }

    private RegoValue? Some(Frame frame, ReadOnlySpan<int> positions)
    {
        RegoValue? result = null;
        var firstSaysAll = _firstSaysAll || SayTheSame(positions);
        foreach (var position in positions)
        {
            if (First(frame, _chains[position]) is not { } value)
            {
                continue;
            }

            if (firstSaysAll)
            {
                return value;
            }

            result = result is null || result.Equals(value) ? value : throw Execution.Conflict(_locations[position], _conflict);
        }

        return result;
    }

    // Definitions that were ruled out have no say.
    private bool SayTheSame(ReadOnlySpan<int> positions)
    {
        foreach (var position in positions)
        {
            if (_constants[position] is not { } constant || !constant.Equals(_constants[positions[0]]))
            {
                return false;
            }
        }

        return true;
    }

    private static RegoValue? First(Frame frame, BodyPlan[] chain)
    {
        foreach (var body in chain)
        {
            if (body.Value(frame) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
