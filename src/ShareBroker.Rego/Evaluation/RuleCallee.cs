using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A function that rules define.</summary>
internal sealed class RuleCallee(FunctionRules rules) : Callee
{
    public FunctionRules Rules => rules;

    public override int Arity => rules.Arity;

    public override RegoValue? Call(Frame frame, ValueNode[] arguments, Location location) => rules.Call(frame, Operand.Of(arguments));
}
