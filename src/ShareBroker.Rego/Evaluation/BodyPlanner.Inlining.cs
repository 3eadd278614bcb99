using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Small functions whose body takes the place of their call.</summary>
internal sealed partial class BodyPlanner
{
    // What stands in the place of a call is planned with its calls as they are, so that plans do not grow without end.
    private bool _isInlined;

    // A function of one rule that says yes or nothing, after a few tests that cost no more than asking whether it was called before.
    // Null for any other.
    private Check? PlanInlined(ValueNode.RuleCall call, Rule rule)
    {
        if (_isInlined || _program.Coverage || !SaysYes(rule) || rule.Head.Arguments!.Any(static term => !IsName(term))
            || rule.Head.Arguments!.DistinctBy(static term => ((Term.Var)term).Name).Count() < call.Arguments.Length)
        {
            return null;
        }

        var inner = new BodyPlanner(_program, _slotCount) { _collectorCount = _collectorCount, _isInlined = true };
        var slots = new int[call.Arguments.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var name = ((Term.Var)rule.Head.Arguments![i]).Name;
            slots[i] = call.Arguments[i] is ValueNode.Slot same ? same.Index : inner.NewSlot();
            inner._slots[name] = slots[i];
            inner._bound.Add(name);
        }

        var (body, _) = inner.TestsFirst(rule.Body, rule.Head.Arguments!);
        var first = inner.Block(() =>
        {
            inner.PlanBody(body!);
            return new Step.Found();
        });
        if (first is not Step.Sequence { Whole: { } checks } || !Array.TrueForAll(checks, static check => check.IsLight))
        {
            return null;
        }

        (_slotCount, _collectorCount) = (inner._slotCount, inner._collectorCount);
        return new Check.Inlined(call, slots, checks);
    }

    private static bool SaysYes(Rule rule) =>
        rule is { Else: null, IsDefault: false, Body: not null, Head.Value: Term.Constant { Value: RegoBoolean { Value: true } } };

    private static bool IsName(Term term) => term is Term.Var { IsWildcard: false };
}
