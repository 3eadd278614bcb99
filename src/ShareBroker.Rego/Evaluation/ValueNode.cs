using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A planned term that has one value at most; null is undefined.</summary>
internal abstract partial class ValueNode
{
    public abstract RegoValue? Eval(Frame frame);

    /// <summary>A value known when planned.</summary>
    public sealed class Constant(RegoValue value) : ValueNode
    {
        public RegoValue Value => value;

        public override RegoValue? Eval(Frame frame) => value;
    }

    /// <summary>What is never defined, such as a function's name without a call.</summary>
    public sealed class Undefined : ValueNode
    {
        public static Undefined Instance { get; } = new();

        public override RegoValue? Eval(Frame frame) => null;
    }

    /// <summary>A bound variable.</summary>
    public sealed class Slot(int index) : ValueNode
    {
        public int Index => index;

        public override RegoValue? Eval(Frame frame) => frame.Slots[index].Value;
    }

    /// <summary>The whole input.</summary>
    public sealed class Input : ValueNode
    {
        public static Input Instance { get; } = new();

        public override RegoValue? Eval(Frame frame) => frame.Run.Scope.Input;
    }

    /// <summary>A place in the base document that no rule stands at, looked up when planned.</summary>
    public sealed class Base(RegoValue[] path, RegoValue? original) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var scope = frame.Run.Scope;
            return scope.DataIsOriginal ? original : scope.BaseAt(path);
        }
    }

    /// <summary><c>source[key]</c> with a key known when planned.</summary>
    public sealed class Field(ValueNode source, RegoValue key) : ValueNode
    {
        public ValueNode Source => source;

        public RegoValue Key => key;

        public override RegoValue? Eval(Frame frame)
        {
            var value = source.Eval(frame);
            return value is RegoObject obj ? obj.Get(key) : Documents.Get(value, key);
        }
    }

    /// <summary><c>source[key]</c>.</summary>
    public sealed class Lookup(ValueNode source, ValueNode key) : ValueNode
    {
        public ValueNode Source => source;

        public override RegoValue? Eval(Frame frame)
        {
            var value = source.Eval(frame);
            if (value is null)
            {
                return null;
            }

            var at = key.Eval(frame);
            return at is null ? null : Documents.Get(value, at);
        }
    }

    /// <summary>An array made of its items; undefined when one of them is.</summary>
    public sealed class Items(ValueNode[] items) : ValueNode
    {
        public ValueNode[] Nodes => items;

        public override RegoValue? Eval(Frame frame)
        {
            frame.Run.Meter.Allocate(32 + (8 * items.Length));
            var values = new RegoValue[items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                if (items[i].Eval(frame) is not { } value)
                {
                    return null;
                }

                values[i] = value;
            }

            return RegoArray.Adopt(values);
        }
    }

    /// <summary>A set made of its members; undefined when one of them is.</summary>
    public sealed class Members(ValueNode[] items) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            frame.Run.Meter.Allocate(64 + (8 * items.Length));
            var set = new RegoSet.Builder(items.Length);
            foreach (var item in items)
            {
                if (item.Eval(frame) is not { } value)
                {
                    return null;
                }

                set.Add(value);
            }

            return set.Build();
        }
    }

    /// <summary>An object made of its entries; undefined when one of them is.</summary>
    public sealed class Entries(ValueNode[] keys, ValueNode[] values) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            frame.Run.Meter.Allocate(64 + (16 * keys.Length));
            var obj = new RegoObject.Builder(keys.Length);
            for (var i = 0; i < keys.Length; i++)
            {
                if (keys[i].Eval(frame) is not { } key || values[i].Eval(frame) is not { } value)
                {
                    return null;
                }

                obj.Set(key, value);
            }

            return obj.Build();
        }
    }

    /// <summary><c>member in collection</c>; false when the right side is no collection.</summary>
    public sealed class Membership(ValueNode member, ValueNode collection) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            if (member.Eval(frame) is not { } wanted || collection.Eval(frame) is not { } among)
            {
                return null;
            }

            var meter = frame.Run.Meter;
            meter.Step();
            switch (among)
            {
                case RegoSet set:
                    return RegoBoolean.Of(set.Contains(wanted));
                case RegoArray array:
                    meter.Step(array.Count);
                    return RegoBoolean.Of(Contains(array.Items, wanted));
                case RegoObject obj:
                    meter.Step(obj.Count);
                    return RegoBoolean.Of(Contains(obj.ValuesByKey, wanted));
                default:
                    return RegoBoolean.False;
            }
        }

        private static bool Contains(ReadOnlySpan<RegoValue> items, RegoValue wanted)
        {
            foreach (var item in items)
            {
                if (wanted.Equals(item))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A comparison by Rego's total order.</summary>
    public sealed class Comparison(ComparisonKind kind, ValueNode left, ValueNode right) : ValueNode
    {
        public ComparisonKind Kind => kind;

        public ValueNode Left => left;

        public ValueNode Right => right;

        public override RegoValue? Eval(Frame frame)
        {
            if (left.Eval(frame) is not { } first || right.Eval(frame) is not { } second)
            {
                return null;
            }

            frame.Run.Meter.Step();
            return RegoBoolean.Of(kind switch
            {
                ComparisonKind.Equal => first.Equals(second),
                ComparisonKind.NotEqual => !first.Equals(second),
                ComparisonKind.Less => first.CompareTo(second) < 0,
                ComparisonKind.LessOrEqual => first.CompareTo(second) <= 0,
                ComparisonKind.Greater => first.CompareTo(second) > 0,
                _ => first.CompareTo(second) >= 0,
            });
        }
    }
}
