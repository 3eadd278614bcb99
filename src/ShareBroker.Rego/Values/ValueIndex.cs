namespace ShareBroker.Rego.Values;

/// <summary>
/// Finds the position of a value in an array of distinct values: a plain scan for a few of them, open addressing beyond.
/// The array belongs to the caller and holds the positions' values from the start.
/// </summary>
internal struct ValueIndex
{
    // Measured on small records: up to here a scan beats hashing.
    private const int ScanMax = 8;

    // Position + 1 in each used slot; zero is free. The length is a power of two, at least twice the count.
    private int[]? _slots;

    /// <summary>The position of an equal value, or -1.</summary>
    public readonly int Find(RegoValue[] values, int count, RegoValue value)
    {
        if (_slots is null)
        {
            return Scan(values, count, value);
        }

        var mask = _slots.Length - 1;
        for (var slot = value.GetHashCode() & mask; ; slot = (slot + 1) & mask)
        {
            var position = _slots[slot] - 1;
            if (position < 0 || value.Equals(values[position]))
            {
                return position;
            }
        }
    }

    /// <summary>Takes note that the value at the last position, count - 1, was added.</summary>
    public void Added(RegoValue[] values, int count)
    {
        if (count <= ScanMax)
        {
            return;
        }

        if (_slots is null || count * 2 > _slots.Length)
        {
            Rebuild(values, count);
        }
        else
        {
            Place(_slots, values[count - 1], count);
        }
    }

    private static int Scan(RegoValue[] values, int count, RegoValue value)
    {
        for (var i = 0; i < count; i++)
        {
            if (ReferenceEquals(values[i], value))
            {
                return i;
            }
        }

        for (var i = 0; i < count; i++)
        {
            if (value.Equals(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Place(int[] slots, RegoValue value, int mark)
    {
        var mask = slots.Length - 1;
        var slot = value.GetHashCode() & mask;
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        slots[slot] = mark;
    }

    private void Rebuild(RegoValue[] values, int count)
    {
        var size = 32;
        while (size < count * 4)
        {
            size *= 2;
        }

        var slots = new int[size];
        for (var i = 0; i < count; i++)
        {
            Place(slots, values[i], i + 1);
        }

        _slots = slots;
    }
}
