using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Json;

/// <summary>
/// JSON with exactly one spelling (RFC 8785): no white space, members sorted by the UTF-16 code units of their names,
/// the fewest escapes, numbers in their ECMAScript form.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The largest integer that every JSON reader holds exactly: 2^53-1.</summary>
    public const long IntegerMax = 9007199254740991;

    /// <summary>The canonical octets of a value.</summary>
    /// <exception cref="ReceiptException">A name stands twice, a string has a lone surrogate, or a number is not allowed.</exception>
    public static byte[] Write(JsonElement value, CanonicalNumbers numbers)
    {
        var output = new ArrayBufferWriter<byte>(512);
        WriteElement(output, value, numbers);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The canonical octets of a value under construction; <see langword="null"/> is JSON's null.</summary>
    /// <exception cref="ReceiptException">A string has a lone surrogate, or a number is not allowed.</exception>
    public static byte[] Write(JsonNode? value, CanonicalNumbers numbers)
    {
        var output = new ArrayBufferWriter<byte>(512);
        WriteNode(output, value, numbers);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Reads octets that must be canonical already and hold integers only, as the entries of the log do: what was read,
    /// written again, gives the same octets.
    /// </summary>
    /// <exception cref="ReceiptException">The text is not strict JSON (<see cref="StrictJson"/>) or is spelled in another way.</exception>
    public static JsonElement ReadCanonical(ReadOnlyMemory<byte> utf8, int sizeBytesMax)
    {
        var value = StrictJson.Read(utf8, sizeBytesMax);
        if (!Write(value, CanonicalNumbers.Integers).AsSpan().SequenceEqual(utf8.Span))
        {
            throw new ReceiptException("json_not_canonical", "the JSON text is not in its canonical form (RFC 8785)");
        }

        return value;
    }

    private static void WriteElement(IBufferWriter<byte> output, JsonElement value, CanonicalNumbers numbers)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, value, numbers);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                var first = true;
                foreach (var item in value.EnumerateArray())
                {
                    Separate(output, ref first);
                    WriteElement(output, item, numbers);
                }

                output.Write("]"u8);
                break;
            case JsonValueKind.String:
                CanonicalText.Write(output, StrictJson.StringOf(value));
                break;
            case JsonValueKind.Number:
                CanonicalNumber.Write(output, value, numbers);
                break;
            default:
                WriteWord(output, value.ValueKind);
                break;
        }
    }

    private static void WriteObject(IBufferWriter<byte> output, JsonElement value, CanonicalNumbers numbers)
    {
        var members = new List<(string Name, JsonElement Value)>();
        foreach (var member in value.EnumerateObject())
        {
            members.Add((StrictJson.NameOf(member), member.Value));
        }

        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        output.Write("{"u8);
        var first = true;
        for (var at = 0; at < members.Count; at++)
        {
            if (at > 0 && members[at].Name == members[at - 1].Name)
            {
                throw new ReceiptException("json_duplicate_member", "a JSON object has the same member twice");
            }

            Separate(output, ref first);
            CanonicalText.Write(output, members[at].Name);
            output.Write(":"u8);
            WriteElement(output, members[at].Value, numbers);
        }

        output.Write("}"u8);
    }

    private static void WriteNode(IBufferWriter<byte> output, JsonNode? value, CanonicalNumbers numbers)
    {
        var first = true;
        switch (value)
        {
            case JsonObject node:
                output.Write("{"u8);
                foreach (var member in node.OrderBy(static member => member.Key, StringComparer.Ordinal))
                {
                    Separate(output, ref first);
                    CanonicalText.Write(output, member.Key);
                    output.Write(":"u8);
                    WriteNode(output, member.Value, numbers);
                }

                output.Write("}"u8);
                break;
            case JsonArray node:
                output.Write("["u8);
                foreach (var item in node)
                {
                    Separate(output, ref first);
                    WriteNode(output, item, numbers);
                }

                output.Write("]"u8);
                break;
            default:
                WriteLeaf(output, value, numbers);
                break;
        }
    }

    private static void WriteLeaf(IBufferWriter<byte> output, JsonNode? value, CanonicalNumbers numbers)
    {
        if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text))
        {
            CanonicalText.Write(output, text);
        }
        else if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
        {
            CanonicalNumber.Write(output, number, numbers);
        }
        else
        {
            WriteWord(output, value?.GetValueKind() ?? JsonValueKind.Null);
        }
    }

    private static void WriteWord(IBufferWriter<byte> output, JsonValueKind kind) => output.Write(kind switch
    {
        JsonValueKind.True => "true"u8,
        JsonValueKind.False => "false"u8,
        JsonValueKind.Null => "null"u8,
        _ => throw new ReceiptException("json_invalid", "there is no JSON value to write"),
    });

    private static void Separate(IBufferWriter<byte> output, ref bool first)
    {
        if (!first)
        {
            output.Write(","u8);
        }

        first = false;
    }
}
