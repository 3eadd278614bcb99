using System.Collections.ObjectModel;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>The last links of chains: what is done with a solution.</summary>
internal abstract partial class Step
{
    /// <summary>One solution is enough.</summary>
    public sealed class Found : Step
    {
        public override bool IsContentWithAny => true;

        public override bool Run(Frame frame) => false;
    }

    /// <summary>The value of a complete rule or function; two different ones are a conflict.</summary>
    public sealed class YieldValue(ValueNode node, Location location, string conflict) : Step
    {
        // The same value whatever the solution: the first says all.
        private readonly bool _constant = node is ValueNode.Constant;
        private readonly Operand _node = new(node);

        public override bool IsContentWithAny => _constant;

        /// <summary>The value of a body that has one solution at most.</summary>
        public RegoValue? Only(Frame frame)
        {
            var value = _node.Eval(frame);
            if (value is not null)
            {
                frame.Run.Environment.Coverage?.RuleFired(location.File, location.Row);
            }

            return value;
        }

        public override bool Run(Frame frame)
        {
            if (_node.Eval(frame) is not { } value)
            {
                return true;
            }

            if (frame.Result is null)
            {
                frame.Result = value;
                frame.Run.Environment.Coverage?.RuleFired(location.File, location.Row);
                return !_constant;
            }

            return frame.Result.Equals(value) ? true : throw Execution.Conflict(location, conflict);
        }
    }

    public sealed class YieldItem(int collector, ValueNode item) : Step
    {
        public override bool Run(Frame frame)
        {
            if (item.Eval(frame) is { } value)
            {
                frame.Run.Meter.Allocate(16);
                ((ItemCollector)frame.Collectors[collector]!).Add(value);
            }

            return true;
        }
    }

    public sealed class YieldMember(int collector, ValueNode item) : Step
    {
        public override bool TakesAnyOrder => true;

        public override bool Run(Frame frame)
        {
            if (item.Eval(frame) is { } value && ((RegoSet.Builder)frame.Collectors[collector]!).Add(value))
            {
                frame.Run.Meter.Allocate(32);
            }

            return true;
        }
    }

    public sealed class YieldEntry(int collector, ValueNode key, ValueNode value, Location location) : Step
    {
        public override bool TakesAnyOrder => true;

        public override bool Run(Frame frame)
        {
            if (key.Eval(frame) is not { } at || value.Eval(frame) is not { } entry)
            {
                return true;
            }

            var entries = (RegoObject.Builder)frame.Collectors[collector]!;
            if (entries.TryAdd(at, entry))
            {
                frame.Run.Meter.Allocate(48);
            }
            else if (!entry.Equals(entries.Get(at)))
            {
                throw Execution.Conflict(location, ConflictTexts.Keys);
            }

            return true;
        }
    }

    /// <summary>What one solution of a partial rule adds to the rule's document.</summary>
    public sealed class YieldPart(ValueNode[] path, ValueNode leaf, bool isMember, Location location) : Step
    {
        private readonly bool _constant = leaf is ValueNode.Constant && Array.TrueForAll(path, static node => node is ValueNode.Constant);

        public override bool TakesAnyOrder => !_constant;

        public override bool Run(Frame frame)
        {
            if (path.Length == 0)
            {
                return Add(frame, []);
            }

            if (path.Length == 1)
            {
                return path[0].Eval(frame) is not { } only || Add(frame, new ReadOnlySpan<RegoValue>(in only));
            }

            var keys = new RegoValue[path.Length];
            for (var i = 0; i < path.Length; i++)
            {
                if (path[i].Eval(frame) is not { } key)
                {
                    return true;
                }

                keys[i] = key;
            }

            return Add(frame, keys);
        }

        private bool Add(Frame frame, ReadOnlySpan<RegoValue> keys)
        {
            if (leaf.Eval(frame) is not { } value)
            {
                return true;
            }

            frame.Run.Meter.Allocate(48);
            frame.Run.Environment.Coverage?.RuleFired(location.File, location.Row);
            var document = (DocumentBuilder)frame.Collectors[0]!;
            if (isMember)
            {
                document.Add(keys, value, location);
            }
            else
            {
                document.Put(keys, value, location);
            }

            return !_constant;
        }
    }

    /// <summary>One way in which a query holds.</summary>
    public sealed class YieldBindings(string[] names, ValueNode[] nodes, ValueNode? captured) : Step
    {
        public override bool Run(Frame frame)
        {
            if (names.Length == 0)
            {
                frame.Run.Meter.Allocate(128);
                ((QueryCollector)frame.Collectors[0]!).Add(ReadOnlyDictionary<string, RegoValue>.Empty, captured?.Eval(frame));
                return true;
            }

            var bindings = new Dictionary<string, RegoValue>(names.Length, StringComparer.Ordinal);
            for (var i = 0; i < names.Length; i++)
            {
                if (nodes[i].Eval(frame) is { } value)
                {
                    bindings[names[i]] = value;
                }
            }

            frame.Run.Meter.Allocate(128 + (64 * names.Length));
            ((QueryCollector)frame.Collectors[0]!).Add(bindings, captured?.Eval(frame));
            return true;
        }
    }
}
