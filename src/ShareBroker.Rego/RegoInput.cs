using System.Collections;
using System.Globalization;
using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>Makes values of what a host has in memory, without going through JSON text.</summary>
public static class RegoInput
{
    /// <summary>Takes null, booleans, numbers, strings, <see cref="RegoValue"/>s, dictionaries with string keys (objects) and other
    /// sequences (arrays), nested in any way.</summary>
    /// <param name="value">The host's value. It is copied: later changes to it are not seen.</param>
    /// <returns>The value as policies see it.</returns>
    /// <exception cref="ArgumentException">Something else is in it, a number that is infinite or none, or it nests deeper than
    /// <see cref="RegoValue.DepthMax"/>.</exception>
    public static RegoValue From(object? value) => From(value, 0);

    private static RegoValue From(object? value, int depth)
    {
        if (depth > RegoValue.DepthMax)
        {
            throw new ArgumentException($"the value nests deeper than {RegoValue.DepthMax} levels, or holds itself", nameof(value));
        }

        return value switch
        {
            null => RegoNull.Value,
            RegoValue known => known,
            bool flag => RegoBoolean.Of(flag),
            string text => RegoString.Of(text),
            long or int or short or sbyte or byte or ushort or uint => RegoNumber.Of(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            ulong number => RegoNumber.Of(new BigInteger(number)),
            BigInteger number => RegoNumber.Of(number),
            decimal number => RegoNumber.Parse(number.ToString(CultureInfo.InvariantCulture)),
            double number when double.IsFinite(number) => RegoNumber.Parse(number.ToString("R", CultureInfo.InvariantCulture)),
            float number when float.IsFinite(number) => RegoNumber.Parse(number.ToString("R", CultureInfo.InvariantCulture)),
            IDictionary entries => OfEntries(entries, depth),
            IEnumerable<KeyValuePair<string, object?>> entries => OfPairs(entries, depth),
            IEnumerable items => RegoArray.Adopt([.. items.Cast<object?>().Select(item => From(item, depth + 1))]),
            _ => throw new ArgumentException(
                $"a {value.GetType().Name} is no value for a policy; give a dictionary, or use RegoJson.From", nameof(value)),
        };
    }

    private static RegoObject OfEntries(IDictionary entries, int depth)
    {
        var builder = new RegoObject.Builder(entries.Count);
        foreach (DictionaryEntry entry in entries)
        {
            var key = entry.Key as string ?? throw new ArgumentException("the keys of a dictionary must be strings", nameof(entries));
            builder.Set(RegoString.Of(key), From(entry.Value, depth + 1));
        }

        return builder.Build();
    }

    private static RegoObject OfPairs(IEnumerable<KeyValuePair<string, object?>> entries, int depth)
    {
        var builder = new RegoObject.Builder();
        foreach (var (key, value) in entries)
        {
            builder.Set(RegoString.Of(key), From(value, depth + 1));
        }

        return builder.Build();
    }
}
