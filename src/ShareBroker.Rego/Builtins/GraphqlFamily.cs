using ShareBroker.Rego.Builtins.GraphText;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>
/// GraphQL documents as syntax trees, and schemas judged. Judging a query against a schema is only declared:
/// a verdict from a part of the rules would call a wrong query right.
/// </summary>
internal static class GraphqlFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of(
            "graphql.parse",
            "any<string, object[any: any]>, any<string, object[any: any]> -> array<object[any: any], object[any: any]>",
            static (c, a) => RegoArray.Of(Query(c, a[0]), Schema(c, a[1]))),
        Builtin.Of("graphql.parse_query", "string -> object[any: any]", static (c, a) => Query(c, a[0])),
        Builtin.Of("graphql.parse_schema", "string -> object[any: any]", static (c, a) => Schema(c, a[0])),
        Builtin.Of("graphql.schema_is_valid", "any<string, object[any: any]> -> boolean", SchemaIsValid),
        Builtin.Declared(
            "graphql.parse_and_verify",
            "any<string, object[any: any]>, any<string, object[any: any]> -> array<boolean, object[any: any], object[any: any]>"),
        Builtin.Declared("graphql.is_valid", "any<string, object[any: any]>, any<string, object[any: any]> -> boolean"),
    ];

    private static RegoObject Query(BuiltinContext context, RegoValue document) =>
        document is RegoObject tree ? tree : new QueryParser(((RegoString)document).Value, context).Read();

    private static RegoObject Schema(BuiltinContext context, RegoValue document) =>
        document is RegoObject tree ? tree : new SchemaParser(((RegoString)document).Value, context).Read();

    private static RegoBoolean SchemaIsValid(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        RegoObject document;
        try
        {
            document = Schema(context, arguments[0]);
        }
        catch (BuiltinException)
        {
            return RegoBoolean.False;
        }

        return RegoBoolean.Of(SchemaRules.Accepts(context, document));
    }
}
