using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A planned expression that holds at most once; it may bind variables.</summary>
internal abstract partial class Check
{
    /// <summary>Whether testing it has no other effect and cannot fail: nobody can tell how often or in which order it was done.</summary>
    public virtual bool IsCalm => false;

    /// <summary>
    /// Whether testing it costs about as much as asking whether it was tested before. Rules may be asked, since they remember.
    /// </summary>
    public virtual bool IsLight => IsCalm;

    /// <summary>This check reading a node where it read a slot that was filled just before; null when it cannot.</summary>
    public virtual Check? Absorb(int slot, ValueNode node) => null;

    public abstract bool Test(Frame frame);

    /// <summary>Tests one after another, up to the first that fails.</summary>
    protected static bool AllHold(Frame frame, Check[] checks)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            if (!checks[i].Test(frame))
            {
                frame.Run.Meter.Step(i + 1);
                return false;
            }
        }

        frame.Run.Meter.Step(checks.Length);
        return true;
    }

    /// <summary>The body of a small function in the place of its call.</summary>
    public sealed class Inlined(ValueNode.RuleCall call, int[] slots, Check[] checks) : Check
    {
        private readonly Operand[] _arguments = Operand.Of(call.Arguments);
        private readonly bool[] _isInPlace = [.. call.Arguments.Select(static argument => argument is ValueNode.Slot)];

        /// <summary>The body alone, where every argument is read from where it is; for who knows that no function is replaced.</summary>
        public Check[]? Bare => Array.TrueForAll(_isInPlace, static isInPlace => isInPlace) ? checks : null;

        public override bool Test(Frame frame)
        {
            var run = frame.Run;
            if (run.Scope.Mocks is not null)
            {
                return call.Test(frame);
            }

            for (var i = 0; i < slots.Length; i++)
            {
                if (_isInPlace[i])
                {
                    continue;
                }

                if (_arguments[i].Eval(frame) is not { } argument)
                {
                    return false;
                }

                frame.Slots[slots[i]].Value = argument;
            }

            return AllHold(frame, checks);
        }
    }

    /// <summary>Defined and not false.</summary>
    public sealed class Holds(ValueNode node) : Check
    {
        public ValueNode Node => node;

        public override bool IsCalm => node.IsCalm;

        public override bool IsLight => node.IsLight;

        public override Check? Absorb(int slot, ValueNode value) => node.Reading(slot, value) is { } merged ? new Holds(merged) : null;

        public override bool Test(Frame frame) => node.Test(frame);
    }

    /// <summary>Defined, false included.</summary>
    public sealed class Defined(ValueNode node) : Check
    {
        public override bool IsCalm => node.IsCalm;

        public override bool IsLight => node.IsLight;

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

        public override bool IsCalm => node.IsCalm;

        public override bool IsLight => node.IsLight;

        public override Check? Absorb(int from, ValueNode value) => node.Reading(from, value) is { } merged ? new Assign(slot, merged)
            : null;

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

        public override bool IsCalm => left.IsCalm && right.IsCalm;

        public override bool IsLight => left.IsLight && right.IsLight;

        public override Check? Absorb(int slot, ValueNode node) =>
            ValueNode.Replace([left, right], slot, node) is { } both ? new Same(both[0], both[1]) : null;

        public override bool Test(Frame frame) => _left.Eval(frame) is { } value && value.Equals(_right.Eval(frame));
    }

    /// <summary>The block has no solution. The block ends in <see cref="Step.Found"/>.</summary>
    public sealed class Not(Step first) : Check
    {
        public override bool Test(Frame frame) => first.Run(frame);
    }

    /// <summary>What a <see cref="Not"/> is over a block of checks alone.</summary>
    public sealed class Fails(Check[] checks) : Check
    {
        public override bool IsLight => Array.TrueForAll(checks, static check => check.IsLight);

        public override bool Test(Frame frame) => !AllHold(frame, checks);
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
