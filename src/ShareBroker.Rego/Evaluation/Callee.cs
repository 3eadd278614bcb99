using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>What can be called: a builtin or the rules of a function. One instance for each within a program, so that <c>with</c> can
/// name it.</summary>
internal abstract class Callee
{
    public abstract int Arity { get; }

    /// <summary>The result, or null. Undefined arguments make it undefined.</summary>
    public abstract RegoValue? Call(Frame frame, ValueNode[] arguments, Location location);
}
