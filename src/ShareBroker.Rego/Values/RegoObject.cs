namespace ShareBroker.Rego.Values;

/// <summary>A mapping from values to values. Positions follow the sorted order of the keys.</summary>
public sealed partial class RegoObject : RegoValue
{
    private readonly RegoValue[] _keys;
    private readonly RegoValue[] _values;
    private readonly int _count;

    // The lowest bit: the keys are sorted. The rest: a number that only objects with the very same array of keys have, or zero.
    private readonly int _shape;
    private ValueIndex _index;

    // Made on first need; a race makes the same view twice.
    private SortedView? _sorted;

    private RegoObject(RegoValue[] keys, RegoValue[] values, int count, ValueIndex index, int depth, int shape = 0)
        : base(RegoKind.Object, depth)
    {
        _shape = shape;
        _keys = keys;
        _values = values;
        _count = count;
        _index = index;
    }

    /// <summary>The object without keys.</summary>
    public static RegoObject Empty { get; } = new([], [], 0, default, 1);

    /// <summary>How many keys there are.</summary>
    public int Count => _count;

    /// <summary>The keys in sorted order.</summary>
    public ReadOnlySpan<RegoValue> Keys => (IsSorted ? _keys : Sorted.Keys).AsSpan(0, _count);

    /// <summary>The values in the order of their keys.</summary>
    public ReadOnlySpan<RegoValue> ValuesByKey => (IsSorted ? _values : Sorted.Values).AsSpan(0, _count);

    /// <summary>The keys in the order in which they came, which is sorted only by chance.</summary>
    internal ReadOnlySpan<RegoValue> UnsortedKeys => _keys.AsSpan(0, _count);

    /// <summary>The values in the order of <see cref="UnsortedKeys"/>.</summary>
    internal ReadOnlySpan<RegoValue> UnsortedValues => _values.AsSpan(0, _count);

    private bool IsSorted => (_shape & 1) != 0;

    private SortedView Sorted => Volatile.Read(ref _sorted) ?? Sort();

    /// <summary>The value under a key, or null when the key is absent.</summary>
    public RegoValue? Get(RegoValue key)
    {
        var position = _index.Find(_keys, _count, key);
        return position < 0 ? null : _values[position];
    }

    /// <summary>The value under a key, for a place of a plan that asks for this key only and mostly meets rows of one shape.</summary>
    /// <param name="key">The key.</param>
    /// <param name="place">Where it was found in which shape; this method alone looks into it. Zero at first.</param>
    internal RegoValue? Get(RegoValue key, ref long place)
    {
        if (_shape <= 1)
        {
            return Get(key);
        }

        // Written and read as a whole.
        var known = Volatile.Read(ref place);
        unchecked
        {
            if ((int)(known >> 32) != _shape)
            {
                known = ((long)_shape << 32) | (uint)_index.Find(_keys, _count, key);
                Volatile.Write(ref place, known);
            }

            var position = (int)known;
            return position < 0 ? null : _values[position];
        }
    }

    /// <summary>Whether the key is present.</summary>
    public bool ContainsKey(RegoValue key) => _index.Find(_keys, _count, key) >= 0;

    /// <summary>The key at a position in sorted order, from 0.</summary>
    public RegoValue KeyAt(int index) => Keys[index];

    /// <summary>The value of the key at a position in sorted order, from 0.</summary>
    public RegoValue ValueAt(int index) => ValuesByKey[index];

    private SortedView Sort()
    {
        var view = new SortedView(_keys, _values);
        if (!ValueSort.IsSorted(UnsortedKeys))
        {
            var (keys, values) = ValueSort.Sorted(UnsortedKeys, UnsortedValues);
            view = new SortedView(keys, values);
        }

        Volatile.Write(ref _sorted, view);
        return view;
    }

    private protected override int CompareSameKind(RegoValue other)
    {
        var that = (RegoObject)other;
        var keys = Keys;
        var thatKeys = that.Keys;
        var values = ValuesByKey;
        var thatValues = that.ValuesByKey;
        var common = Math.Min(keys.Length, thatKeys.Length);
        for (var i = 0; i < common; i++)
        {
            var order = keys[i].CompareTo(thatKeys[i]);
            order = order != 0 ? order : values[i].CompareTo(thatValues[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return keys.Length.CompareTo(thatKeys.Length);
    }

    private protected override bool EqualsSameKind(RegoValue other)
    {
        var that = (RegoObject)other;
        if (_count != that._count)
        {
            return false;
        }

        for (var i = 0; i < _count; i++)
        {
            var value = that.Get(_keys[i]);
            if (value is null || !value.Equals(_values[i]))
            {
                return false;
            }
        }

        return true;
    }

    // A sum, so that the order in which keys were added does not matter.
    private protected override int ComputeHash()
    {
        unchecked
        {
            var hash = 0x6f626a;
            for (var i = 0; i < _count; i++)
            {
                hash += HashCode.Combine(_keys[i].GetHashCode(), _values[i].GetHashCode());
            }

            return hash;
        }
    }

    private sealed record SortedView(RegoValue[] Keys, RegoValue[] Values);
}
