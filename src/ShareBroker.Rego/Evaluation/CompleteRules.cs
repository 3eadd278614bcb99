using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Rules that give one value for their path.</summary>
internal sealed class CompleteRules(Program program, RegoValue[] path, int memoIndex, IReadOnlyList<Rule> rules)
    : RuleSet(program, path, memoIndex)
{
    private readonly Lazy<ChainsPlan> _plan = new(() => BodyPlanner.PlanChains(program, rules, arity: 0, ConflictTexts.Complete));

    public IReadOnlyList<Rule> Rules => rules;

    protected override RegoValue? Evaluate(Execution run)
    {
        var plan = _plan.Value;
        var value = plan.Run(run.Push(plan.Size));
        run.Pop();
        return value;
    }
}
