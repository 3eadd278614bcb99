namespace ShareBroker.Rego.Values;

/// <summary>Sorting by Rego's order.</summary>
internal static class ValueSort
{
    /// <summary>How many values are few: for these insertion is fastest, and it keeps equal ones as they came.</summary>
    public const int FewMax = 16;

    // More than this many are not sorted on the stack.
    private const int StackMax = 256;

    // Units of a text that one number holds.
    private const int UnitsInRank = 4;

    /// <summary>Whether no value is followed by a smaller one.</summary>
    public static bool IsSorted(ReadOnlySpan<RegoValue> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i - 1].CompareTo(values[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Distinct values in order, in an array of their own.</summary>
    public static RegoValue[] Sorted(ReadOnlySpan<RegoValue> values)
    {
        var sorted = values.ToArray();
        if (values.Length <= FewMax)
        {
            SortFew(sorted);
        }
        else if (!TrySortTexts(values, sorted, [], []))
        {
            Array.Sort(sorted, Comparer<RegoValue>.Default);
        }

        return sorted;
    }

    /// <summary>Distinct keys in order, and the values with them, in arrays of their own.</summary>
    public static (RegoValue[] Keys, RegoValue[] Values) Sorted(ReadOnlySpan<RegoValue> keys, ReadOnlySpan<RegoValue> values)
    {
        var (sorted, along) = (keys.ToArray(), values.ToArray());
        if (keys.Length <= FewMax || !TrySortTexts(keys, sorted, values, along))
        {
            Array.Sort(sorted, along, Comparer<RegoValue>.Default);
        }

        return (sorted, along);
    }

    /// <summary>Sorts by insertion; equal values stay in their order.</summary>
    public static void SortFew(Span<RegoValue> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            var at = i;
            for (; at > 0 && values[at - 1].CompareTo(value) > 0; at--)
            {
                values[at] = values[at - 1];
            }

            values[at] = value;
        }
    }

    // Texts that are sorted together mostly begin alike. Behind what all of them begin with, a number made of the next few units puts
    // nearly all in order; texts with the same number are compared.
    private static bool TrySortTexts(
        ReadOnlySpan<RegoValue> keys, RegoValue[] sorted, ReadOnlySpan<RegoValue> values, RegoValue[] along)
    {
        if (keys[0] is not RegoString { Value: var first })
        {
            return false;
        }

        var common = first.Length;
        foreach (var key in keys)
        {
            if (key is not RegoString text)
            {
                return false;
            }

            common = text.Value.AsSpan().CommonPrefixLength(first.AsSpan(0, common));
        }

        var ranks = keys.Length <= StackMax ? stackalloc ulong[keys.Length] : new ulong[keys.Length];
        var order = keys.Length <= StackMax ? stackalloc int[keys.Length] : new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            ranks[i] = RankOf(((RegoString)keys[i]).Value.AsSpan(common));
            order[i] = i;
        }

        ranks.Sort(order);
        Arrange(keys, order, sorted);
        Arrange(values, order, along);
        SortTies(ranks, sorted, along);
        return true;
    }

    private static ulong RankOf(ReadOnlySpan<char> rest)
    {
        var rank = 0UL;
        for (var i = 0; i < UnitsInRank; i++)
        {
            rank = (rank << 16) | (i < rest.Length ? (ulong)RegoString.CodePointRank(rest[i]) : 0);
        }

        return rank;
    }

    private static void SortTies(ReadOnlySpan<ulong> ranks, RegoValue[] sorted, RegoValue[] along)
    {
        for (var start = 0; start < ranks.Length;)
        {
            var end = start + 1;
            while (end < ranks.Length && ranks[end] == ranks[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Array.Sort(sorted, along.Length > 0 ? along : null, start, end - start, Comparer<RegoValue>.Default);
            }

            start = end;
        }
    }

    private static void Arrange(ReadOnlySpan<RegoValue> source, ReadOnlySpan<int> order, RegoValue[] target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            ValueArray.Put(target, i, source[order[i]]);
        }
    }
}
