using System.Buffers;
using System.Text;

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
}
