using System.Globalization;
using System.Text.Json;
using ShareBroker.Policies;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>
/// Runs the actions of an old receipt again, for whoever verifies it. A scheme of another version and actions that need a key are
/// unknown here,
/// never wrong.
/// </summary>
public static class Recomputation
{
    /// <summary>Whether the released value follows from its source; fits <see cref="TransformationCheck"/>.</summary>
    public static TransformationVerdict Check(Statement statement, FieldTransformation field) => field.Action switch
    {
        "generalise" => Generalise(field),
        "mask" when field.Scheme == Masking.Versioned && ReadParameters(field.Parameters) is { } parameters =>
            Compare(Masking.Apply(field.Source, parameters), field.Value),
        _ => TransformationVerdict.Unknown,
    };

    private static TransformationVerdict Generalise(FieldTransformation field)
    {
        var name = field.Scheme?.Split('/')[0] ?? "";
        if (!name.Equals(field.Scheme, StringComparison.Ordinal) && Schemes.Versioned(name) == field.Scheme && DayOf(name,
            field.Parameters) is { } day)
        {
            return Compare(Schemes.Apply(name, field.Source, day), field.Value);
        }

        return TransformationVerdict.Unknown;
    }

    // Only computed schemes depend on the day, and they state it.
    private static DateOnly? DayOf(string scheme, JsonElement? parameters)
    {
        if (!Schemes.IsComputed(scheme))
        {
            return DateOnly.MinValue;
        }

        return parameters is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty("at",
            out var at) && at.ValueKind == JsonValueKind.String &&
            DateOnly.TryParseExact(at.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : null;
    }

    private static TransformationVerdict Compare(JsonElement? computed, JsonElement released) =>
        computed is { } value && JsonElement.DeepEquals(value, released) ? TransformationVerdict.Same : TransformationVerdict.Different;

    private static Dictionary<string, FactValue>? ReadParameters(JsonElement? parameters)
    {
        var read = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        if (parameters is not { ValueKind: JsonValueKind.Object } known)
        {
            return parameters is null ? read : null;
        }

        foreach (var member in known.EnumerateObject())
        {
            FactValue? value = member.Value.ValueKind switch
            {
                JsonValueKind.String => new FactValue.Text(member.Value.GetString()!),
                JsonValueKind.Number when member.Value.TryGetInt64(out var whole) => new FactValue.Number(whole),
                JsonValueKind.True or JsonValueKind.False => new FactValue.Flag(member.Value.GetBoolean()),
                _ => null,
            };
            if (value is null)
            {
                return null;
            }

            read[member.Name] = value;
        }

        return read;
    }
}
