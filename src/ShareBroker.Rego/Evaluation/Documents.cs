using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Looking into composite values.</summary>
internal static class Documents
{
    /// <summary>The member under a key: an object's value, an array's item, a set's member; null when there is none.</summary>
    public static RegoValue? Get(RegoValue? source, RegoValue key) => source switch
    {
        RegoObject obj => obj.Get(key),
        RegoArray array => key is RegoNumber number && number.TryGetInt64(out var index) && index >= 0 && index < array.Count
            ? array[(int)index]
            : null,
        RegoSet set => set.Contains(key) ? key : null,
        _ => null,
    };

    /// <summary>
    /// The member of a base document. As in OPA's store, steps of a path are texts: a number finds the key of the same text, a text the
    /// item whose place it is, and a number that is written as a fraction is no place.
    /// </summary>
    public static RegoValue? GetStored(RegoValue? source, RegoValue key) => (source, key) switch
    {
        (RegoObject map, RegoNumber number) => map.Get(number) ?? map.Get(RegoString.Of(number.Text)),
        (RegoArray, RegoNumber { IsWrittenAsFraction: true }) => null,
        (RegoArray list, RegoString text) => Place(text.Value) is { } place && place < list.Count ? list[place] : null,
        _ => Get(source, key),
    };

    /// <summary>What lies at a path, or null.</summary>
    /// <param name="source">The document.</param>
    /// <param name="path">The keys from its top on.</param>
    /// <param name="isStored">Whether it is a base document, and no replacement of one.</param>
    public static RegoValue? Find(RegoValue? source, ReadOnlySpan<RegoValue> path, bool isStored)
    {
        foreach (var key in path)
        {
            source = isStored ? GetStored(source, key) : Get(source, key);
        }

        return source;
    }

    /// <summary>Whether a text is the place of an item in a list.</summary>
    public static bool IsPlace(string text) => Place(text) is not null;

    private static int? Place(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place) && place >= 0 ? place : null;

    /// <summary>Base data with what rules define laid under it: at a place where both say something, base data is believed.</summary>
    public static RegoValue? Merge(RegoValue? baseValue, RegoValue? defined)
    {
        if (baseValue is null || defined is null)
        {
            return baseValue ?? defined;
        }

        if (baseValue is not RegoObject first || defined is not RegoObject second)
        {
            return baseValue;
        }

        var merged = Copy(first, second.Count);
        for (var i = 0; i < second.Count; i++)
        {
            merged.Set(second.KeyAt(i), Merge(first.Get(second.KeyAt(i)), second.ValueAt(i))!);
        }

        return merged.Build();
    }

    /// <summary>The document with the value put at the path. What stands in the way of the path and is no object is replaced.</summary>
    public static RegoValue Put(RegoValue? source, ReadOnlySpan<RegoValue> path, RegoValue value)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        var copy = Copy(source as RegoObject, extra: 1);
        copy.Set(path[0], Put(source is RegoObject ? Get(source, path[0]) : null, path[1..], value));
        return copy.Build();
    }

    /// <summary>A builder that holds an object's keys already.</summary>
    public static RegoObject.Builder Copy(RegoObject? source, int extra)
    {
        if (source is null)
        {
            return new RegoObject.Builder(extra);
        }

        var copy = new RegoObject.Builder(source.Count + extra);
        var keys = source.Keys;
        var values = source.ValuesByKey;
        for (var i = 0; i < keys.Length; i++)
        {
            copy.Set(keys[i], values[i]);
        }

        return copy;
    }
}
