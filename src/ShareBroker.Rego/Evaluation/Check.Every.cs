using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>What must hold for each member.</summary>
internal abstract partial class Check
{
    /// <summary>The block has a solution for each member of the domain. What is no collection is no domain.</summary>
    public sealed class Every(ValueNode domain, Pattern key, Pattern value, Step first) : Check
    {
        private readonly Operand _domain = new(domain);
        private readonly Receiver _key = new(key);
        private readonly Receiver _value = new(value);
        private readonly Check[]? _checks = (first as Step.Sequence)?.Whole;
        private readonly Listed? _listed = Listed.Of(key, value, (first as Step.Sequence)?.Whole);

        // Over a part of what is at hand.
        public override bool IsLight => domain.IsPart && key is (Pattern.Any or Pattern.Bind) && value is (Pattern.Any or Pattern.Bind)
            && _checks is not null && Array.TrueForAll(_checks, static check => check.IsLight);

        public override bool Test(Frame frame)
        {
            switch (_domain.Eval(frame))
            {
                case RegoArray array:
                    for (var i = 0; i < array.Count; i++)
                    {
                        if (!Member(frame, RegoNumber.Of(i), array[i]))
                        {
                            return false;
                        }
                    }

                    return true;
                case RegoSet set:
                    foreach (var member in set.Items)
                    {
                        if (!Member(frame, member, member))
                        {
                            return false;
                        }
                    }

                    return true;
                case RegoObject obj:
                    return Entries(frame, obj);
                default:
                    return false;
            }
        }

        private bool Entries(Frame frame, RegoObject obj)
        {
            var keys = obj.Keys;
            var values = obj.ValuesByKey;
            if (keys.Length > 0 && _listed?.Facts(frame) is { } facts && _listed.AreAll(frame, facts, keys, values) is { } known)
            {
                return known;
            }

            for (var i = 0; i < keys.Length; i++)
            {
                if (!Member(frame, keys[i], values[i]))
                {
                    return false;
                }
            }

            return true;
        }

        private bool Member(Frame frame, RegoValue at, RegoValue member)
        {
            frame.Run.Meter.Step();
            return _key.Match(frame, at) && _value.Match(frame, member)
                && (_checks is null ? !first.Run(frame) : AllHold(frame, _checks));
        }
    }

    /// <summary>
    /// <c>every key, wanted in o { object.get(facts, key, null) in wanted }</c>, a common way to write conditions as data: what does not
    /// change from member to member is read once.
    /// </summary>
    private sealed class Listed(ValueNode source, RegoValue otherwise)
    {
        public static Listed? Of(Pattern key, Pattern value, Check[]? checks) =>
            checks is [ValueNode.Membership { Member: ValueNode.GetOr get, Collection: ValueNode.Slot wanted }]
            && get is { Source: ValueNode.RuleDocument or ValueNode.Input, Key: ValueNode.Slot at, Otherwise: ValueNode.Constant otherwise }
            && key is Pattern.Bind keys && keys.Slot == at.Index && value is Pattern.Bind values && values.Slot == wanted.Index
                ? new Listed(get.Source, otherwise.Value)
                : null;

        /// <summary>The facts; null when members must be tested one by one, since functions are replaced or this is no object.</summary>
        public RegoObject? Facts(Frame frame) => frame.Run.Scope.Mocks is null ? source.Eval(frame) as RegoObject : null;

        /// <summary>Whether each is among what is wanted of it; null when they must be tested one by one.</summary>
        public bool? AreAll(Frame frame, RegoObject facts, ReadOnlySpan<RegoValue> keys, ReadOnlySpan<RegoValue> values)
        {
            var meter = frame.Run.Meter;
            for (var i = 0; i < keys.Length; i++)
            {
                // An array would be a path.
                if (keys[i] is RegoArray)
                {
                    return null;
                }

                meter.Step(4);
                var fact = facts.Get(keys[i]) ?? otherwise;
                if (fact is RegoString text && values[i] is RegoArray wanted)
                {
                    meter.Step(1 + wanted.Count);
                    if (!ValueNode.ContainsText(wanted.Items, text))
                    {
                        return false;
                    }
                }
                else if (!ValueNode.Membership.IsMember(meter, fact, values[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
