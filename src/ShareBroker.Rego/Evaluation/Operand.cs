using System.Runtime.CompilerServices;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// A node that another one reads. Most are variables or constants, which are read here without a virtual call: half of an evaluation's
/// calls are of that kind.
/// </summary>
internal readonly struct Operand
{
    private readonly ValueNode _node;
    private readonly RegoValue? _constant;
    private readonly int _slot;

    public Operand(ValueNode node)
    {
        _node = node;
        _constant = (node as ValueNode.Constant)?.Value;
        _slot = (node as ValueNode.Slot)?.Index ?? -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RegoValue? Eval(Frame frame) => _slot >= 0 ? frame.Slots[_slot].Value : _constant ?? _node.Eval(frame);

    /// <summary>An operand for each node.</summary>
    public static Operand[] Of(ValueNode[] nodes) => Array.ConvertAll(nodes, static node => new Operand(node));
}
