using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Policies;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>
/// Builds what leaves from the grant: each granted path looks up its value, no value looks for a permission. So nothing that was not
/// granted can be in the result, whatever the holder sent. A pure function; it cannot fail.
/// </summary>
internal static class Minimiser
{
    /// <summary>One field for each path of the grant, in its order.</summary>
    public static IReadOnlyList<MinimisedField> Minimise(
        Grant grant, IReadOnlyDictionary<string, JsonElement> values, MinimisingContext context) =>
        [.. grant.Fields.Select(field => Minimise(field, values, context))];

    /// <summary>The payload: one JSON object from path to value, canonical (RFC 8785).</summary>
    public static byte[] PayloadOf(IEnumerable<MinimisedField> fields)
    {
        var payload = new JsonObject();
        foreach (var field in fields)
        {
            if (field.Value is { } value)
            {
                payload[field.Path] = JsonNode.Parse(value.GetRawText());
            }
        }

        return CanonicalJson.Write(payload, CanonicalNumbers.Ecmascript);
    }

    private static MinimisedField Minimise(FieldGrant field, IReadOnlyDictionary<string, JsonElement> values, MinimisingContext context)
    {
        var source = FetchPlan.SourceOf(field, context.Vocabulary) is { } path && values.TryGetValue(path, out var held)
            && held.ValueKind != JsonValueKind.Null
            ? held
            : (JsonElement?)null;
        return field.Action switch
        {
            FieldActionKind.Disclose => Plain(field) with { Value = source, Source = source },
            FieldActionKind.Generalise => Generalise(field, source, context),
            FieldActionKind.Mask => Mask(field, source, context),
            FieldActionKind.Pseudonymise => Pseudonymise(field, source, context),

            // Aggregates are counted over many persons; from one record nothing leaves under this action.
            FieldActionKind.Aggregate => Plain(field) with { Scheme = null, VersionedScheme = "aggregate/1" },
            _ => Plain(field),
        };
    }

    private static MinimisedField Generalise(FieldGrant field, JsonElement? source, MinimisingContext context)
    {
        var scheme = field.What.Scheme ?? "";
        if (source is { } value)
        {
            return Schemes.Apply(scheme, value, context.Day) is { } coarse
                ? Reduced(field, scheme, context) with { Source = source, Value = coarse }
                : Plain(field.Withheld()) with { Source = source };
        }

        return Reduced(field, scheme, context);
    }

    private static MinimisedField Reduced(FieldGrant field, string scheme, MinimisingContext context)
    {
        var parameters = new Dictionary<string, FactValue>(field.What.Parameters, StringComparer.Ordinal);
        if (Schemes.IsComputed(scheme))
        {
            parameters["at"] = new FactValue.Text(context.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return Plain(field) with { VersionedScheme = Schemes.Versioned(scheme), Parameters = parameters };
    }

    private static MinimisedField Mask(FieldGrant field, JsonElement? source, MinimisingContext context)
    {
        // Only identifiers are masked: half-hidden free text would still be text about a person.
        var isIdentifier = context.Vocabulary.Path(field.Path) is { Category: "identity" or "contact" };
        var masked = source is { } value && isIdentifier ? Masking.Apply(value, field.What.Parameters) : null;
        return source is not null && masked is null
            ? Plain(field.Withheld()) with { Source = source }
            : Plain(field) with { VersionedScheme = Masking.Versioned, Source = source, Value = masked };
    }

    private static MinimisedField Pseudonymise(FieldGrant field, JsonElement? source, MinimisingContext context)
    {
        var scope = field.What.Parameters.GetValueOrDefault("scope") is FactValue.Text named ? named.Value : "receiver";
        if (context.PseudonymKeyOf(scope) is not { } key)
        {
            return Plain(field.Withheld()) with { Source = source };
        }

        var parameters = new Dictionary<string, FactValue>(field.What.Parameters, StringComparer.Ordinal)
        {
            ["scope"] = new FactValue.Text(scope),
            ["key_id"] = new FactValue.Text(key.KeyId),
        };
        return Plain(field) with
        {
            VersionedScheme = PseudonymKey.Versioned,
            Parameters = parameters,
            Source = source,
            Value = source is { } value ? key.CodeOf(field.Path, value) : null,
        };
    }

    private static MinimisedField Plain(FieldGrant field) => new()
    {
        Path = field.Path,
        Action = field.Action,
        Scheme = field.What.Scheme,
        Reason = field.What.Reason,
        Parameters = field.What.Parameters,
    };
}
