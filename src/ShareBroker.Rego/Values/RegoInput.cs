using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShareBroker.Rego.Values;

/// <summary>
/// Makes values of what a host holds already, without writing and reading JSON. Nothing is kept of the host's objects: later changes to
/// them are not seen. As strict as <see cref="RegoJson"/>: no key twice, no lone surrogates, no depth beyond
/// <see cref="RegoValue.DepthMax"/>.
/// </summary>
public static class RegoInput
{
    /// <summary>
    /// The value that an object stands for: null, booleans, texts, all number types, <see cref="JsonElement"/>, <see cref="JsonNode"/>,
    /// dictionaries with texts as keys (objects), other enumerables (arrays, in their order), and values of this library as they are.
    /// </summary>
    /// <param name="value">The object. Its members may be any of these in turn.</param>
    /// <returns>The value. The text of a decimal keeps its trailing zeros, as in JSON.</returns>
    /// <exception cref="ArgumentException">Something in it is of another type, is not finite, is no sound text, or is nested too deep.
    /// The message names the type, never the value.</exception>
    public static RegoValue From(object? value) => From(value, 0);

    /// <summary>The value of a JSON element.</summary>
    /// <param name="element">Any element except an undefined one.</param>
    /// <returns>The value; numbers keep their text.</returns>
    /// <exception cref="ArgumentException">A key comes twice, a text has a lone surrogate, or it is nested too deep.</exception>
    public static RegoValue From(JsonElement element) => From(element, 0);

    private static RegoValue From(object? value, int depth) => Scalar(value) ?? value switch
    {
        RegoValue made => made,
        JsonElement element => From(element, depth),
        JsonObject obj => Entries(obj.Select(static entry => KeyValuePair.Create(entry.Key, (object?)entry.Value)), depth),
        JsonArray array => Items(array, depth),
        JsonValue json => OfJsonValue(json, depth),
        IEnumerable<KeyValuePair<string, object?>> entries => Entries(entries, depth),
        IDictionary map => Entries(EntriesOf(map), depth),
        IEnumerable<KeyValuePair<string, string>> entries =>
            Entries(entries.Select(static entry => KeyValuePair.Create(entry.Key, (object?)entry.Value)), depth),
        IEnumerable items => Items(items, depth),
        _ => throw Refuse(
            $"a value of type {value!.GetType()} stands for no document; convert it to texts, numbers and dictionaries first"),
    };

    private static RegoValue? Scalar(object? value) => value switch
    {
        null => RegoNull.Value,
        bool truth => RegoBoolean.Of(truth),
        string text => Text(text),
        char letter => Text(letter.ToString()),
        int number => RegoNumber.Of(number),
        long number => RegoNumber.Of(number),
        double number => OfFloat(number, double.IsFinite(number)),
        decimal number => RegoNumber.Parse(number.ToString(CultureInfo.InvariantCulture)),
        float number => OfFloat(number, float.IsFinite(number)),
        byte number => RegoNumber.Of(number),
        sbyte number => RegoNumber.Of(number),
        short number => RegoNumber.Of(number),
        ushort number => RegoNumber.Of(number),
        uint number => RegoNumber.Of(number),
        ulong number => RegoNumber.Of(new BigInteger(number)),
        Int128 number => RegoNumber.Of((BigInteger)number),
        UInt128 number => RegoNumber.Of((BigInteger)number),
        BigInteger number => RegoNumber.Of(number),
        _ => null,
    };

    private static RegoValue From(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return RegoNull.Value;
            case JsonValueKind.True:
                return RegoBoolean.True;
            case JsonValueKind.False:
                return RegoBoolean.False;
            case JsonValueKind.Number:
                return Number(element.GetRawText());
            case JsonValueKind.String:
                return Text(TextOf(element));
            case JsonValueKind.Array:
                Deeper(depth);
                var items = new RegoValue[element.GetArrayLength()];
                var at = 0;
                foreach (var item in element.EnumerateArray())
                {
                    items[at++] = From(item, depth + 1);
                }

                return RegoArray.Adopt(items);
            case JsonValueKind.Object:
                Deeper(depth);
                var obj = new RegoObject.Builder();
                foreach (var member in element.EnumerateObject())
                {
                    Add(obj, NameOf(member), From(member.Value, depth + 1));
                }

                return obj.Build();
            default:
                throw Refuse("an undefined JSON element stands for no document; leave the input away instead");
        }
    }

    private static RegoValue OfJsonValue(JsonValue json, int depth) => json.TryGetValue<JsonElement>(out var element)
        ? From(element, depth)
        : Scalar(json.GetValue<object>())
            ?? throw Refuse("a JSON node holds what JSON does not have; serialise it to an element first");

    private static RegoArray Items(IEnumerable items, int depth)
    {
        Deeper(depth);
        var values = new List<RegoValue>();
        foreach (var item in items)
        {
            values.Add(From(item, depth + 1));
        }

        return RegoArray.Adopt([.. values]);
    }

    private static RegoObject Entries(IEnumerable<KeyValuePair<string, object?>> entries, int depth)
    {
        Deeper(depth);
        var obj = new RegoObject.Builder();
        foreach (var (key, value) in entries)
        {
            Add(obj, key, From(value, depth + 1));
        }

        return obj.Build();
    }

    private static IEnumerable<KeyValuePair<string, object?>> EntriesOf(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return KeyValuePair.Create(
                entry.Key as string ?? throw Refuse($"a key of type {entry.Key.GetType()} stands for no key; keys are texts"), entry.Value);
        }
    }

    private static void Add(RegoObject.Builder obj, string key, RegoValue value)
    {
        if (!obj.TryAdd(Text(key), value))
        {
            throw Refuse("a key comes twice in one object");
        }
    }

    private static void Deeper(int depth)
    {
        if (depth >= RegoValue.DepthMax)
        {
            throw Refuse($"the document is nested deeper than {RegoValue.DepthMax} levels, or contains itself");
        }
    }

    private static RegoString Text(string text) => IsSound(text) ? RegoString.Of(text) : throw Refuse("a text has a lone surrogate");

    private static bool IsSound(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[(at + length)..];
        }

        return true;
    }

    private static RegoNumber Number(string text) =>
        RegoNumber.TryParse(text, out var number) ? number : throw Refuse("a number is beyond what the engine computes with");

    // The shortest text that reads back as the same number.
    private static RegoNumber OfFloat<T>(T number, bool isFinite)
        where T : IFormattable => isFinite
        ? Number(number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'))
        : throw Refuse("a number is not finite");

    // The reader of elements throws on texts that are none.
    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refuse("a text has a lone surrogate");
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refuse("a text has a lone surrogate");
        }
    }

    private static ArgumentException Refuse(string message) => new(message);
}
