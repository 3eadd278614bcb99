using ShareBroker.Rego.Builtins.Schemas;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>JSON Schema, drafts 4, 6 and 7. References stay within the schema: nothing is loaded.</summary>
internal static class SchemaFamily
{
    private const string Document = "any<string, object[any: any]>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.OfAnyKind("json.verify_schema", $"{Document} -> array<boolean, any<null, string>>", Verify),
        Builtin.OfAnyKind(
            "json.match_schema",
            $"{Document}, {Document} -> array<boolean, array[object<desc: string, error: string, field: string, type: string>]>",
            Match),
    ];

    private static RegoArray Verify(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            SchemaReader.Read(context, Json(context, arguments[0]));
            return RegoArray.Of(RegoBoolean.True, RegoNull.Value);
        }
        catch (BuiltinException fault)
        {
            return RegoArray.Of(RegoBoolean.False, RegoString.Of($"jsonschema: {fault.Message}"));
        }
    }

    private static RegoArray Match(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var document = Json(context, arguments[0]);
        var schema = SchemaReader.Read(context, Json(context, arguments[1]));
        var findings = SchemaMatcher.Match(context, schema, document);
        return RegoArray.Of(RegoBoolean.Of(findings.IsEmpty), findings.ToValue());
    }

    // Sets become arrays and keys become texts; every part is an object of its own.
    private static RegoValue Json(BuiltinContext context, RegoValue value)
    {
        if (value is not (RegoString or RegoObject))
        {
            throw BuiltinException.Failed("wrong type, expected string or object");
        }

        context.Charge(ValueSize.Of(value, context.Meter) * 2);
        var text = value is RegoString json ? json.Value : JsonWriter.Marshal(value);
        return JsonTextFamily.Read(context, text, out _) ?? throw BuiltinException.Failed("invalid JSON string");
    }
}
