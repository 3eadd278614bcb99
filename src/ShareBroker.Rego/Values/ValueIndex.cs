namespace ShareBroker.Rego.Values;

/// <summary>
/// Finds the position of a value in an array of distinct values: a plain scan for a few of them, open addressing beyond. The table is made
/// at the first search, so that what is never searched has none; a race makes the same table twice.
/// The array belongs to the caller and holds the positions' values from the start.
/// </summary>
internal struct ValueIndex
{
    // Measured on small records: up to here a scan beats hashing.
    private const int ScanMax = 8;
    private const int KeptMax = 1024;

    // Position + 1 in each used slot; zero is free. The length is a power of two, at least twice the count.
    private int[]? _slots;

    /// <summary>The position of an equal value, or -1.</summary>
    public int Find(RegoValue[] values, int count, RegoValue value)
    {
        if (count <= ScanMax)
        {
            return Scan(values, count, value);
        }

        var slots = Volatile.Read(ref _slots) ?? Build(values, count);
        var mask = slots.Length - 1;
        for (var slot = value.GetHashCode() & mask; ; slot = (slot + 1) & mask)
        {
            var position = slots[slot] - 1;
            if (position < 0 || value.Equals(values[position]))
            {
                return position;
            }
        }
    }

    /// <summary>Takes note that the value at the last position, count - 1, was added.</summary>
    public void Added(RegoValue[] values, int count)
    {
        if (_slots is null)
        {
            return;
        }

        if (count * 2 > _slots.Length)
        {
            _slots = null;
        }
        else
        {
            Place(_slots, values[count - 1], count);
        }
    }

    /// <summary>Forgets everything, but keeps the room for a few.</summary>
    public void Clear()
    {
        if (_slots is { Length: <= KeptMax })
        {
            Array.Clear(_slots);
        }
        else
        {
            _slots = null;
        }
    }

    private static int Scan(RegoValue[] values, int count, RegoValue value)
    {
        if (value is RegoString text)
        {
            return ScanTexts(values.AsSpan(0, count), text);
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

    // Keys are nearly always texts, and mostly known by their hash after a while.
    private static int ScanTexts(ReadOnlySpan<RegoValue> values, RegoString wanted)
    {
        var (text, hash) = (wanted.Value, wanted.GetHashCode());
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (ReferenceEquals(value, wanted))
            {
                return i;
            }

            var known = value.KnownHash;
            if ((known == 0 || known == hash) && value is RegoString other && string.Equals(other.Value, text))
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

    // Room for as many again, as a builder adds one after another.
    private int[] Build(RegoValue[] values, int count)
    {
        var size = 32;
        while (size < (long)count * 3)
        {
            size *= 2;
        }

        var slots = new int[size];
        for (var i = 0; i < count; i++)
        {
            Place(slots, values[i], i + 1);
        }

        Volatile.Write(ref _slots, slots);
        return slots;
    }
}
