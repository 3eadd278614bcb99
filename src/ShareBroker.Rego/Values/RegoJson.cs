using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ShareBroker.Rego.Values;

/// <summary>
/// Reads and writes JSON (RFC 8259) strictly: no duplicate keys, no lone surrogates, nothing after the value, everything within limits.
/// </summary>
public static class RegoJson
{
    /// <summary>Reads one value.</summary>
    /// <exception cref="RegoJsonException">The text is not strict JSON or exceeds a limit.</exception>
    public static RegoValue Parse(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return new JsonReader(utf8, limits, lenient: false).ReadDocument();
    }

    /// <summary>Reads one value from a text that the host vouches for, under <see cref="JsonLimits.Trusted"/>.</summary>
    /// <exception cref="RegoJsonException">The text is not strict JSON or exceeds a limit.</exception>
    public static RegoValue Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), JsonLimits.Trusted);
    }

    /// <summary>Compact JSON: keys sorted by code point, sets as sorted arrays, the text of numbers kept.</summary>
    public static string Write(RegoValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(value, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Compact JSON in UTF-8: keys sorted by code point, sets as sorted arrays, the text of numbers kept.</summary>
    public static void Write(RegoValue value, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(output);
        new JsonWriter(output, escapeHtml: false).Write(value);
    }

    /// <summary>The value as an object of the host's.</summary>
    /// <typeparam name="T">What <see cref="JsonSerializer"/> can make of the value's JSON; sets are arrays there.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="type">How to read it, from a source-generated context; null for <see cref="JsonSerializerOptions.Web"/>, which
    /// needs reflection.</param>
    /// <exception cref="JsonException">The value has another shape.</exception>
    public static T To<T>(RegoValue value, JsonTypeInfo<T>? type = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(value, buffer);
        return JsonSerializer.Deserialize(buffer.WrittenSpan, type ?? TypeOf<T>())
            ?? throw new JsonException($"null is no {typeof(T).Name}");
    }

    /// <summary>An object of the host's as a value.</summary>
    /// <typeparam name="T">What <see cref="JsonSerializer"/> can write.</typeparam>
    /// <param name="value">The object.</param>
    /// <param name="type">How to write it, from a source-generated context; null for <see cref="JsonSerializerOptions.Web"/>, which
    /// needs reflection.</param>
    /// <exception cref="RegoJsonException">What was written exceeds a limit of <see cref="JsonLimits.Trusted"/>.</exception>
    public static RegoValue From<T>(T value, JsonTypeInfo<T>? type = null) =>
        Parse(JsonSerializer.SerializeToUtf8Bytes(value, type ?? TypeOf<T>()), JsonLimits.Trusted);

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)JsonSerializerOptions.Web.GetTypeInfo(typeof(T));
}
