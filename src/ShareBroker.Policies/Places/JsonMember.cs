using System.Text.Json;

namespace ShareBroker.Policies.Places;

/// <summary>Finds members in JSON text that is known to be well formed, by walking it once. Steps are member names and list
/// positions.</summary>
internal static class JsonMember
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    /// <summary>Offset and length of a value, or of its name; null when there is no such member.</summary>
    public static (int Offset, int Length)? Find(ReadOnlySpan<byte> text, IReadOnlyList<object> steps, bool name)
    {
        var reader = new Utf8JsonReader(text, Options);
        try
        {
            reader.Read();
            (int Offset, int Length)? key = null;
            foreach (var step in steps)
            {
                if (!Enter(ref reader, step, ref key))
                {
                    return null;
                }
            }

            return name && key is not null ? key : Value(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (int Offset, int Length) Value(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (start, (int)reader.BytesConsumed - start);
    }

    private static bool Enter(ref Utf8JsonReader reader, object step, ref (int Offset, int Length)? key) => step switch
    {
        string member when reader.TokenType == JsonTokenType.StartObject => EnterMember(ref reader, member, ref key),
        int position when reader.TokenType == JsonTokenType.StartArray => EnterItem(ref reader, position),
        _ => false,
    };

    private static bool EnterMember(ref Utf8JsonReader reader, string member, ref (int Offset, int Length)? key)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(member);
            var start = (int)reader.TokenStartIndex;
            key = (start, (int)reader.BytesConsumed - start - 1);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool EnterItem(ref Utf8JsonReader reader, int position)
    {
        for (var at = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; at++)
        {
            if (at == position)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
