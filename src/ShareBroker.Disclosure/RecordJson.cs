using System.Text.Json;
using System.Text.Json.Serialization;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure;

/// <summary>The JSON in which stores keep rows, cases and files, and over which register changes are digested.</summary>
public static class RecordJson
{
    /// <summary>Ids as texts, fact values as plain values, null members left out.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new AgencyIdConverter(), new DisclosureIdConverter(), new FactValueConverter(), new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class AgencyIdConverter : JsonConverter<AgencyId>
    {
        public override AgencyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            AgencyId.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, AgencyId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }

    private sealed class DisclosureIdConverter : JsonConverter<DisclosureId>
    {
        public override DisclosureId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DisclosureId.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, DisclosureId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }

    private sealed class FactValueConverter : JsonConverter<FactValue>
    {
        public override FactValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    return new FactValue.Text(reader.GetString()!);
                case JsonTokenType.True or JsonTokenType.False:
                    return new FactValue.Flag(reader.GetBoolean());
                case JsonTokenType.Number:
                    return new FactValue.Number(reader.GetInt64());
                default:
                    return new FactValue.Texts(JsonSerializer.Deserialize<List<string>>(ref reader, options)!);
            }
        }

        public override void Write(Utf8JsonWriter writer, FactValue value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case FactValue.Flag flag:
                    writer.WriteBooleanValue(flag.Value);
                    break;
                case FactValue.Number number:
                    writer.WriteNumberValue(number.Value);
                    break;
                case FactValue.Texts texts:
                    JsonSerializer.Serialize(writer, texts.Values, options);
                    break;
                default:
                    writer.WriteStringValue(value.ToString());
                    break;
            }
        }
    }
}
