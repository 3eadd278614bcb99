using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// A link in the chain that a body is planned to: for each of its own solutions it runs the rest of the chain.
/// False means that nobody wants further solutions: every loop up to the head of the chain ends.
/// </summary>
internal abstract partial class Step
{
    /// <summary>The rest of the chain.</summary>
    public Step Next { get; private set; } = null!;

    /// <summary>Whether solutions may come to this last link in any order: it wants all of them and keeps them sorted or by key.</summary>
    public virtual bool TakesAnyOrder => false;

    /// <summary>Whether this last link ends everything at the first solution, which gives the same whatever solution it is.</summary>
    public virtual bool IsContentWithAny => false;

    public abstract bool Run(Frame frame);

    /// <summary>Puts the rest of the chain behind this link.</summary>
    public virtual void Lead(Step next) => Next = next;

    /// <summary>Expressions that hold at most once, one after another.</summary>
    public sealed class Sequence(Check[] checks) : Step
    {
        public Check[] Checks => checks;

        /// <summary>The checks when nothing but a solution follows them, or null.</summary>
        public Check[]? Whole => Next is Found ? checks : null;

        public override bool Run(Frame frame)
        {
            for (var i = 0; i < checks.Length; i++)
            {
                if (!checks[i].Test(frame))
                {
                    frame.Run.Meter.Step(i + 1);
                    return true;
                }
            }

            frame.Run.Meter.Step(checks.Length);
            return Next.Run(frame);
        }
    }

    /// <summary>Each member of a collection whose key fits the pattern.</summary>
    public sealed class Scan(ValueNode source, Pattern key, int slot) : Step
    {
        private Receiver _receiver = new(key);

        public ValueNode Source => source;

        public Pattern Key { get; private set; } = key;

        public int Slot => slot;

        /// <summary>Whether members need not come sorted.</summary>
        public bool AnyOrder { get; set; }

        /// <summary>A key that nothing reads need not be made.</summary>
        public void DropUnreadKey(Dictionary<int, int> reads)
        {
            if (Key is Pattern.Bind bind && !reads.ContainsKey(bind.Slot))
            {
                Key = Pattern.Any.Instance;
                _receiver = new Receiver(Key);
            }
        }

        public override bool Run(Frame frame)
        {
            frame.Run.KeepStack();
            return source.Eval(frame) switch
            {
                RegoArray array => Items(frame, array),
                RegoObject obj => Entries(frame, obj),
                RegoSet set => Members(frame, set),
                _ => true,
            };
        }

        private bool Items(Frame frame, RegoArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                frame.Run.Meter.Step();
                if (_receiver.IsIdle || _receiver.Match(frame, RegoNumber.Of(i)))
                {
                    frame.Slots[slot].Value = array[i];
                    if (!Next.Run(frame))
                    {
                        return false;
                    }
                }
            }

            return true;
        }

        private bool Entries(Frame frame, RegoObject obj)
        {
            var anyOrder = AnyOrder && frame.Run.OrderIsUnseen;
            var keys = anyOrder ? obj.UnsortedKeys : obj.Keys;
            var values = anyOrder ? obj.UnsortedValues : obj.ValuesByKey;
            for (var i = 0; i < keys.Length; i++)
            {
                frame.Run.Meter.Step();
                if (_receiver.Match(frame, keys[i]))
                {
                    frame.Slots[slot].Value = values[i];
                    if (!Next.Run(frame))
                    {
                        return false;
                    }
                }
            }

            return true;
        }

        private bool Members(Frame frame, RegoSet set)
        {
            foreach (var member in AnyOrder && frame.Run.OrderIsUnseen ? set.UnsortedItems : set.Items)
            {
                frame.Run.Meter.Step();
                if (_receiver.Match(frame, member))
                {
                    frame.Slots[slot].Value = member;
                    if (!Next.Run(frame))
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    /// <summary>Each result of a relation, such as <c>walk</c>.</summary>
    public sealed class Relation(BuiltinCallee callee, ValueNode[] arguments, Pattern result, Text.Location location) : Step
    {
        public override bool Run(Frame frame)
        {
            frame.Run.KeepStack();
            var mocks = frame.Run.Scope.Mocks;
            if (mocks is not null && mocks.TryGetValue(callee, out var replacement))
            {
                return replacement.Call(frame, arguments, location) is not { } value || !result.Match(frame, value) || Next.Run(frame);
            }

            var go = true;
            callee.Relate(frame, arguments, location, value =>
            {
                frame.Run.Meter.Step();
                go = !result.Match(frame, value) || Next.Run(frame);
                return go;
            });
            return go;
        }
    }

    /// <summary>Each document that a reference with keys known at run time may mean.</summary>
    public sealed class Walk(DataWalk walk, int slot) : Step
    {
        public override bool Run(Frame frame) => walk.Each(frame, value =>
        {
            frame.Slots[slot].Value = value;
            return Next.Run(frame);
        });
    }

    /// <summary>Begins what a <c>with</c> covers.</summary>
    public sealed class EnterScope(Replacement[] replacements) : Step
    {
        public override bool Run(Frame frame)
        {
            frame.Run.KeepStack();
            var run = frame.Run;
            var outer = run.Scope;
            run.Meter.Allocate(128);
            var inner = outer.Inner(run.RentMemo());
            foreach (var replacement in replacements)
            {
                if (!replacement.ApplyTo(inner, frame))
                {
                    run.ReturnMemo(inner.Memo);
                    return true;
                }
            }

            run.Scope = inner;
            var go = Next.Run(frame);
            run.Scope = outer;
            run.ReturnMemo(inner.Memo);
            return go;
        }
    }

    /// <summary>Ends what a <c>with</c> covers: the rest of the body sees the world as it was.</summary>
    public sealed class LeaveScope : Step
    {
        public override bool Run(Frame frame)
        {
            var run = frame.Run;
            var inner = run.Scope;
            run.Scope = inner.Outer!;
            var go = Next.Run(frame);
            run.Scope = inner;
            return go;
        }
    }
}
