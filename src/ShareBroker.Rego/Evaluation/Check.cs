using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A planned expression that holds at most once; it may bind variables.</summary>
internal abstract class Check
{
    public abstract bool Test(Frame frame);

    /// <summary>Defined and not false.</summary>
    public sealed class Holds(ValueNode node) : Check
    {
        public ValueNode Node => node;

        public override bool Test(Frame frame) => node.Holds(frame);
    }

    /// <summary>Defined, false included.</summary>
    public sealed class Defined(ValueNode node) : Check
    {
        public override bool Test(Frame frame) => node.Eval(frame) is not null;
    }

    public sealed class Never : Check
    {
        public override bool Test(Frame frame) => false;
    }

    /// <summary>Binds one variable.</summary>
    public sealed class Assign(int slot, ValueNode node) : Check
    {
        public int Slot => slot;

        public ValueNode Node => node;

        public override bool Test(Frame frame)
        {
            var value = node.Eval(frame);
            frame.Slots[slot].Value = value;
            return value is not null;
        }
    }

    public sealed class Matches(ValueNode node, Pattern pattern) : Check
    {
        public override bool Test(Frame frame) => node.Eval(frame) is { } value && pattern.Match(frame, value);
    }

    public sealed class Same(ValueNode left, ValueNode right) : Check
    {
        private readonly Operand _left = new(left);
        private readonly Operand _right = new(right);

        public ValueNode Left => left;

        public ValueNode Right => right;

        public override bool Test(Frame frame) => _left.Eval(frame) is { } value && value.Equals(_right.Eval(frame));
    }

    /// <summary>The block has no solution. The block ends in <see cref="Step.Found"/>.</summary>
    public sealed class Not(Step first) : Check
    {
        public override bool Test(Frame frame) => first.Run(frame);
    }

    /// <summary>Each block has a solution; those behind the first without one are not run.</summary>
    public sealed class All(Step[] blocks) : Check
    {
        public override bool Test(Frame frame)
        {
            foreach (var block in blocks)
            {
                if (block.Run(frame))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A block has a solution; those behind the first with one are not run.</summary>
    public sealed class Either(Step[] blocks) : Check
    {
        public override bool Test(Frame frame)
        {
            foreach (var block in blocks)
            {
                if (!block.Run(frame))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The block has a solution for each member of the domain. What is no collection is no domain.</summary>
    public sealed class Every(ValueNode domain, Pattern key, Pattern value, Step first) : Check
    {
        public override bool Test(Frame frame)
        {
            switch (domain.Eval(frame))
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
            return key.Match(frame, at) && value.Match(frame, member) && !first.Run(frame);
        }
    }

    /// <summary>Says that the row was reached.</summary>
    public sealed class Cover(Text.Location location) : Check
    {
        public override bool Test(Frame frame)
        {
            frame.Run.Environment.Coverage?.RowReached(location.File, location.Row);
            return true;
        }
    }

    /// <summary><c>print</c>: always holds.</summary>
    public sealed class Print(ValueNode operand) : Check
    {
        public override bool Test(Frame frame)
        {
            if (frame.Run.Environment.Print is { } print && operand.Eval(frame) is RegoArray arguments)
            {
                PrintedLines.Write(arguments, frame.Run.Meter, print);
            }

            return true;
        }
    }
}
