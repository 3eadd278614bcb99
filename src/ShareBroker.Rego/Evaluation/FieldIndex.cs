using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Which items of an array of base data have a given value in one of their fields, or a text there that starts another text. Immutable.
/// </summary>
internal sealed class FieldIndex
{
    // More lengths of beginnings than this are not looked up one by one.
    private const int LengthsMax = 8;

    private static readonly Found None = new([], []);

    private readonly Dictionary<RegoValue, Found>? _byValue;
    private readonly Dictionary<string, Found>.AlternateLookup<ReadOnlySpan<char>> _byStart;
    private readonly int[] _lengths = [];

    private FieldIndex(Dictionary<RegoValue, Found> byValue) => _byValue = byValue;

    private FieldIndex(Dictionary<string, Found> byStart, int[] lengths)
    {
        _byStart = byStart.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = lengths;
    }

    /// <summary>Indexes a field's values.</summary>
    public static FieldIndex OfValues(RegoArray array, RegoValue field)
    {
        var positions = new Dictionary<RegoValue, List<int>>();
        for (var i = 0; i < array.Count; i++)
        {
            if (Documents.Get(array[i], field) is { } value)
            {
                positions.TryAdd(value, []);
                positions[value].Add(i);
            }
        }

        return new FieldIndex(positions.ToDictionary(static entry => entry.Key, entry => Of(array, entry.Value)));
    }

    /// <summary>Indexes a field's texts as beginnings of others; null when they have too many lengths.</summary>
    public static FieldIndex? OfStarts(RegoArray array, RegoValue field)
    {
        var positions = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < array.Count; i++)
        {
            if (Documents.Get(array[i], field) is RegoString text)
            {
                positions.TryAdd(text.Value, []);
                positions[text.Value].Add(i);
            }
        }

        var lengths = positions.Keys.Select(static text => text.Length).Distinct().Order().ToArray();
        return lengths.Length > LengthsMax
            ? null
            : new FieldIndex(
                positions.ToDictionary(static entry => entry.Key, entry => Of(array, entry.Value), StringComparer.Ordinal),
                lengths);
    }

    /// <summary>The items that fit, in their order.</summary>
    public ReadOnlySpan<RegoValue> Find(RegoValue wanted)
    {
        if (_byValue is not null)
        {
            return _byValue.GetValueOrDefault(wanted, None).Items;
        }

        return wanted is RegoString text ? FindStarts(text.Value).Items : [];
    }

    private static Found Of(RegoArray array, IEnumerable<int> positions)
    {
        int[] all = [.. positions.Order()];
        return new Found(all, Array.ConvertAll(all, position => array[position]));
    }

    private Found FindStarts(string text)
    {
        var found = None;
        foreach (var length in _lengths)
        {
            if (length <= text.Length && _byStart.TryGetValue(text.AsSpan(0, length), out var more))
            {
                found = found.Items.Length == 0 ? more : found.With(more);
            }
        }

        return found;
    }

    private sealed record Found(int[] Positions, RegoValue[] Items)
    {
        public Found With(Found other)
        {
            int[] positions = [.. Positions, .. other.Positions];
            RegoValue[] items = [.. Items, .. other.Items];
            Array.Sort(positions, items);
            return new Found(positions, items);
        }
    }
}
