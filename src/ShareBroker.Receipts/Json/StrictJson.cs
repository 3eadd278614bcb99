using System.Text.Json;

namespace ShareBroker.Receipts.Json;

/// <summary>
/// I-JSON (RFC 7493) from outside: UTF-8 without a byte order mark, no name twice in an object, no lone surrogates, numbers within a
/// double,
/// at most <see cref="DepthMax"/> deep.
/// </summary>
public static class StrictJson
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int DepthMax = 64;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = DepthMax,
    };

    /// <summary>Reads one JSON value and nothing after it. The value owns its memory and lives on.</summary>
    /// <exception cref="ReceiptException">The text is too long or is not strict JSON.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> utf8, int sizeBytesMax)
    {
        if (utf8.Length > sizeBytesMax)
        {
            throw new ReceiptException("json_too_long", $"the JSON text is longer than {sizeBytesMax} bytes");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            Check(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            throw new ReceiptException("json_invalid", "the text is not JSON, or an object has the same member twice", fault);
        }
        catch (InvalidOperationException fault)
        {
            // The search for names that stand twice trips over half a surrogate pair in one.
            throw LoneSurrogate(fault);
        }
    }

    /// <summary>The string that an element holds.</summary>
    internal static string StringOf(JsonElement text)
    {
        try
        {
            return text.GetString() ?? throw new ReceiptException("json_invalid", "a JSON string is missing");
        }
        catch (InvalidOperationException fault)
        {
            throw LoneSurrogate(fault);
        }
    }

    /// <summary>The name of a member.</summary>
    internal static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException fault)
        {
            throw LoneSurrogate(fault);
        }
    }

    // The platform's reader leaves bad UTF-8, lone surrogates and numbers beyond a double to whoever asks for the value.
    private static void Check(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = NameOf(member);
                    Check(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.String:
                _ = StringOf(value);
                break;
            case JsonValueKind.Number when !double.IsFinite(value.GetDouble()):
                throw new ReceiptException("json_number_range", "a JSON number is beyond what a double can hold");
            default:
                break;
        }
    }

    private static ReceiptException LoneSurrogate(Exception fault) =>
        new("json_lone_surrogate", "a JSON string holds half of a surrogate pair or bytes that are not UTF-8", fault);
}
