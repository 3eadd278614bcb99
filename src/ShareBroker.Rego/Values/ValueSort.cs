namespace ShareBroker.Rego.Values;

/// <summary>Sorting by Rego's order.</summary>
internal static class ValueSort
{
    /// <summary>How many values are few: for these insertion is fastest, and it keeps equal ones as they came.</summary>
    public const int FewMax = 16;

    /// <summary>Sorts distinct values.</summary>
    public static void Sort(RegoValue[] values)
    {
        if (values.Length <= FewMax)
        {
            SortFew(values);
        }
        else
        {
            Array.Sort(values, Comparer<RegoValue>.Default);
        }
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
}
