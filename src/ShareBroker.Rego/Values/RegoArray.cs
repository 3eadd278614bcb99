namespace ShareBroker.Rego.Values;

/// <summary>An ordered list of values.</summary>
public sealed class RegoArray : RegoValue
{
    private readonly RegoValue[] _items;

    private RegoArray(RegoValue[] items)
        : base(RegoKind.Array, DepthOver(items))
    {
        _items = items;
    }

    /// <summary>What evaluations found out about this list when it is base data, so that it lives as long as the list.</summary>
    internal object? Findings { get; set; }

    /// <summary>The list of length zero.</summary>
    public static RegoArray Empty { get; } = new([]);

    /// <summary>How many members there are.</summary>
    public int Count => _items.Length;

    /// <summary>The members in order.</summary>
    public ReadOnlySpan<RegoValue> Items => _items;

    /// <summary>The member at a position from 0.</summary>
    public RegoValue this[int index] => _items[index];

    /// <summary>A list of the given members, which are copied.</summary>
    public static RegoArray Of(params ReadOnlySpan<RegoValue> items) => items.IsEmpty ? Empty : new RegoArray(items.ToArray());

    /// <summary>A list that takes the given array over; the caller must not change it afterwards.</summary>
    public static RegoArray Adopt(RegoValue[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Length == 0 ? Empty : new RegoArray(items);
    }

    internal static int CompareItems(ReadOnlySpan<RegoValue> left, ReadOnlySpan<RegoValue> right)
    {
        var common = Math.Min(left.Length, right.Length);
        for (var i = 0; i < common; i++)
        {
            var order = left[i].CompareTo(right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private protected override int CompareSameKind(RegoValue other) => CompareItems(_items, ((RegoArray)other)._items);

    private protected override bool EqualsSameKind(RegoValue other)
    {
        var items = ((RegoArray)other)._items;
        return _items.Length == items.Length && _items.AsSpan().SequenceEqual(items);
    }

    private protected override int ComputeHash()
    {
        var hash = default(HashCode);
        hash.Add(RegoKind.Array);
        foreach (var item in _items)
        {
            hash.Add(item.GetHashCode());
        }

        return hash.ToHashCode();
    }
}
