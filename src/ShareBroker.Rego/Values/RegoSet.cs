namespace ShareBroker.Rego.Values;

/// <summary>An unordered collection without duplicates. Positions follow the sorted order of the members.</summary>
public sealed partial class RegoSet : RegoValue
{
    private readonly RegoValue[] _members;
    private readonly int _count;
    private ValueIndex _index;

    // Made on first need; a race makes the same array twice.
    private RegoValue[]? _sorted;

    private RegoSet(RegoValue[] members, int count, ValueIndex index, int depth)
        : base(RegoKind.Set, depth)
    {
        _members = members;
        _count = count;
        _index = index;
    }

    /// <summary>The set without members.</summary>
    public static RegoSet Empty { get; } = new([], 0, default, 1);

    /// <summary>How many members there are.</summary>
    public int Count => _count;

    /// <summary>The members in sorted order.</summary>
    public ReadOnlySpan<RegoValue> Items => (Volatile.Read(ref _sorted) ?? Sort()).AsSpan(0, _count);

    /// <summary>The members in the order in which they came, which is sorted only by chance.</summary>
    internal ReadOnlySpan<RegoValue> UnsortedItems => _members.AsSpan(0, _count);

    /// <summary>The member at a position in sorted order, from 0.</summary>
    public RegoValue this[int index] => Items[index];

    /// <summary>A set of the given values; equal ones count once.</summary>
    public static RegoSet Of(params ReadOnlySpan<RegoValue> items)
    {
        var builder = new Builder(items.Length);
        foreach (var item in items)
        {
            builder.Add(item);
        }

        return builder.Build();
    }

    /// <summary>Whether an equal value is a member.</summary>
    public bool Contains(RegoValue value) => _index.Find(_members, _count, value) >= 0;

    private RegoValue[] Sort()
    {
        var view = _members;
        if (!ValueSort.IsSorted(UnsortedItems))
        {
            view = ValueSort.Sorted(UnsortedItems);
        }

        Volatile.Write(ref _sorted, view);
        return view;
    }

    private protected override int CompareSameKind(RegoValue other) => RegoArray.CompareItems(Items, ((RegoSet)other).Items);

    private protected override bool EqualsSameKind(RegoValue other)
    {
        var that = (RegoSet)other;
        if (_count != that._count)
        {
            return false;
        }

        for (var i = 0; i < _count; i++)
        {
            if (!that.Contains(_members[i]))
            {
                return false;
            }
        }

        return true;
    }

    // A sum, so that the order in which members were added does not matter.
    private protected override int ComputeHash()
    {
        unchecked
        {
            var hash = 0x736574;
            for (var i = 0; i < _count; i++)
            {
                hash += HashCode.Combine(_members[i].GetHashCode());
            }

            return hash;
        }
    }
}
