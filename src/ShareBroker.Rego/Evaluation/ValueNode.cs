using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A planned term that has one value at most; null is undefined.</summary>
internal abstract partial class ValueNode : Check
{
    /// <summary>Whether this is a variable, a constant, or a part of one that is reached by known keys.</summary>
    public virtual bool IsPart => false;

    /// <summary>This node reading another one where it read a slot; null when it does not read the slot itself, or when that could be
    /// told from reading the slot.</summary>
    public virtual ValueNode? Reading(int slot, ValueNode node) => null;

    public abstract RegoValue? Eval(Frame frame);

    /// <summary>
    /// The nodes with one of them replaced that read a slot; null when there is none. What may fail is not put behind what may be
    /// undefined, since then it might not be evaluated.
    /// </summary>
    public static ValueNode[]? Replace(ValueNode[] nodes, int slot, ValueNode node)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            var reading = nodes[i] is Slot read ? read.Index == slot ? node : null : nodes[i].Reading(slot, node);
            if (reading is not null)
            {
                ValueNode[] others = [.. nodes[..i], .. nodes[(i + 1)..]];
                return node.IsCalm || Array.TrueForAll(others, static one => one is Slot or Constant)
                    ? [.. nodes[..i], reading, .. nodes[(i + 1)..]]
                    : null;
            }
        }

        return null;
    }

    /// <summary>Whether there is a value other than false.</summary>
    public override bool Test(Frame frame)
    {
        var value = Eval(frame);
        return value is not null && !ReferenceEquals(value, RegoBoolean.False);
    }

    /// <summary>A value known when planned.</summary>
    public sealed class Constant : ValueNode
    {
        public Constant(RegoValue value)
        {
            // Texts are compared by hash where both have one.
            if (value.Kind == RegoKind.String)
            {
                value.GetHashCode();
            }

            Value = value;
        }

        public override bool IsCalm => true;

        public override bool IsPart => true;

        public RegoValue Value { get; }

        public override RegoValue? Eval(Frame frame) => Value;
    }

    /// <summary>What is never defined, such as a function's name without a call.</summary>
    public sealed class Undefined : ValueNode
    {
        public override bool IsCalm => true;

        public static Undefined Instance { get; } = new();

        public override RegoValue? Eval(Frame frame) => null;
    }

    /// <summary>A bound variable.</summary>
    public sealed class Slot(int index) : ValueNode
    {
        public override bool IsCalm => true;

        public override bool IsPart => true;

        public int Index => index;

        public override RegoValue? Eval(Frame frame) => frame.Slots[index].Value;
    }

    /// <summary>The whole input.</summary>
    public sealed class Input : ValueNode
    {
        public override bool IsCalm => true;

        public static Input Instance { get; } = new();

        public override RegoValue? Eval(Frame frame) => frame.Run.Scope.Input;
    }

    /// <summary>A place in the base document that no rule stands at, looked up when planned.</summary>
    public sealed class Base(RegoValue[] path, RegoValue? original) : ValueNode
    {
        public override bool IsCalm => true;

        public RegoValue[] Path => path;

        public override RegoValue? Eval(Frame frame)
        {
            var scope = frame.Run.Scope;
            return scope.DataIsOriginal ? original : scope.BaseAt(path);
        }
    }

    /// <summary><c>source[key]</c> with a key known when planned.</summary>
    public sealed class Field(ValueNode source, RegoValue key) : ValueNode
    {
        private readonly Operand _source = new(source);
        private long _place;

        public ValueNode Source => source;

        public RegoValue Key => key;

        public override bool IsCalm => source.IsCalm;

        public override bool IsLight => source.IsLight;

        public override bool IsPart => source.IsPart;

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace([source], slot, node) is [var only] ? new Field(only, key) : null;

        public override RegoValue? Eval(Frame frame)
        {
            var value = _source.Eval(frame);
            return value is RegoObject obj ? obj.Get(key, ref _place) : Documents.Get(value, key);
        }
    }

    /// <summary><c>source[key]</c>; in base data with the path at which it begins.</summary>
    public sealed class Lookup(ValueNode source, ValueNode key, RegoValue[]? stored = null) : ValueNode
    {
        private readonly Operand _source = new(source);
        private readonly Operand _key = new(key);

        public ValueNode Source => source;

        public override bool IsCalm => source.IsCalm && key.IsCalm;

        public override bool IsLight => source.IsLight && key.IsLight;

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace([source, key], slot, node) is [var first, var second]
                ? new Lookup(first, second, stored)
                : null;

        public override RegoValue? Eval(Frame frame)
        {
            var value = _source.Eval(frame);
            if (value is null)
            {
                return null;
            }

            var at = _key.Eval(frame);
            return at is null ? null
                : stored is null ? Documents.Get(value, at)
                : frame.Run.Scope.MemberAt(stored, value, at);
        }
    }

    /// <summary>An array made of its items; undefined when one of them is.</summary>
    public sealed class Items(ValueNode[] items) : ValueNode
    {
        private readonly Operand[] _items = Operand.Of(items);

        public ValueNode[] Nodes => items;

        public override RegoValue? Eval(Frame frame)
        {
            frame.Run.Meter.Allocate(32 + (8 * items.Length));
            var values = new RegoValue[items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                if (_items[i].Eval(frame) is not { } value)
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
        private readonly Operand[] _keys = Operand.Of(keys);
        private readonly Operand[] _values = Operand.Of(values);

        public override RegoValue? Eval(Frame frame)
        {
            frame.Run.Meter.Allocate(64 + (16 * keys.Length));
            var obj = new RegoObject.Builder(keys.Length);
            for (var i = 0; i < keys.Length; i++)
            {
                if (_keys[i].Eval(frame) is not { } key || _values[i].Eval(frame) is not { } value)
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
        private readonly Operand _member = new(member);
        private readonly Operand _collection = new(collection);

        public ValueNode Member => member;

        public ValueNode Collection => collection;

        public override bool IsCalm => member.IsCalm && collection.IsCalm;

        public override bool IsLight => member.IsLight && collection.IsPart;

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace([member, collection], slot, node) is [var first, var second] ? new Membership(first, second) : null;

        public override RegoValue? Eval(Frame frame) =>
            _member.Eval(frame) is { } wanted && _collection.Eval(frame) is { } among
                ? RegoBoolean.Of(IsMember(frame.Run.Meter, wanted, among))
                : null;

        public override bool Test(Frame frame) =>
            _member.Eval(frame) is { } wanted && _collection.Eval(frame) is { } among && IsMember(frame.Run.Meter, wanted, among);

        public static bool IsMember(EvaluationMeter meter, RegoValue wanted, RegoValue among)
        {
            meter.Step();
            switch (among)
            {
                case RegoSet set:
                    return set.Contains(wanted);
                case RegoArray array:
                    meter.Step(array.Count);
                    return Contains(array.Items, wanted);
                case RegoObject obj:
                    meter.Step(obj.Count);
                    return Contains(obj.ValuesByKey, wanted);
                default:
                    return false;
            }
        }

        private static bool Contains(ReadOnlySpan<RegoValue> items, RegoValue wanted)
        {
            if (wanted is RegoString text)
            {
                return ContainsText(items, text);
            }

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

    /// <summary>Whether the text is one of the items.</summary>
    internal static bool ContainsText(ReadOnlySpan<RegoValue> items, RegoString wanted)
    {
        var text = wanted.Value;
        foreach (var item in items)
        {
            if (ReferenceEquals(item, wanted) || (item is RegoString other && string.Equals(other.Value, text)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A comparison by Rego's total order.</summary>
    public sealed class Comparison(ComparisonKind kind, ValueNode left, ValueNode right) : ValueNode
    {
        private readonly Operand _left = new(left);
        private readonly Operand _right = new(right);

        public ComparisonKind Kind => kind;

        public ValueNode Left => left;

        public ValueNode Right => right;

        public override bool IsCalm => left.IsCalm && right.IsCalm;

        public override bool IsLight => left.IsLight && right.IsLight;

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace([left, right], slot, node) is [var first, var second] ? new Comparison(kind, first, second) : null;

        public override RegoValue? Eval(Frame frame)
        {
            if (_left.Eval(frame) is not { } first || _right.Eval(frame) is not { } second)
            {
                return null;
            }

            frame.Run.Meter.Step();
            return RegoBoolean.Of(Compare(first, second));
        }

        public override bool Test(Frame frame)
        {
            if (_left.Eval(frame) is not { } first || _right.Eval(frame) is not { } second)
            {
                return false;
            }

            frame.Run.Meter.Step();
            return Compare(first, second);
        }

        private bool Compare(RegoValue first, RegoValue second) => kind switch
        {
            ComparisonKind.Equal => first.Equals(second),
            ComparisonKind.NotEqual => !first.Equals(second),
            ComparisonKind.Less => first.CompareTo(second) < 0,
            ComparisonKind.LessOrEqual => first.CompareTo(second) <= 0,
            ComparisonKind.Greater => first.CompareTo(second) > 0,
            _ => first.CompareTo(second) >= 0,
        };
    }
}
