using ShareBroker.Rego.Builtins.GraphText;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>GraphQL documents as syntax trees, and judged: schemas alone, queries against a schema (October 2021).</summary>
internal static class GraphqlFamily
{
    private const string Document = "any<string, object[any: any]>";

    private static readonly RegoArray Unverified = RegoArray.Of(RegoBoolean.False, RegoObject.Empty, RegoObject.Empty);

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("graphql.parse", $"{Document}, {Document} -> array<object[any: any], object[any: any]>", Parse),
        Builtin.Of("graphql.parse_query", "string -> object[any: any]", static (c, a) => Query(c, a[0]).Tree),
        Builtin.Of("graphql.parse_schema", "string -> object[any: any]", static (c, a) => Schema(c, a[0]).Tree),
        Builtin.OfAnyKind("graphql.schema_is_valid", $"{Document} -> boolean", SchemaIsValid),
        Builtin.OfAnyKind(
            "graphql.parse_and_verify",
            $"{Document}, {Document} -> array<boolean, object[any: any], object[any: any]>",
            static (c, a) => TryParse(c, a) is { } parsed ? RegoArray.Of(RegoBoolean.True, parsed[0], parsed[1]) : Unverified),
        Builtin.OfAnyKind(
            "graphql.is_valid", $"{Document}, {Document} -> boolean", static (c, a) => RegoBoolean.Of(TryParse(c, a) is not null)),
    ];

    private static GraphDocument Query(BuiltinContext context, RegoValue document) => document is RegoObject tree
        ? GraphDocument.Of(Known(tree, "Operations", "Fragments"))
        : new QueryParser(Text(document), context).Read();

    private static GraphDocument Schema(BuiltinContext context, RegoValue document) => document is RegoObject tree
        ? GraphDocument.Of(Known(tree, "Schema", "SchemaExtension", "Directives", "Definitions", "Extensions"))
        : new SchemaParser(Text(document), context).Read();

    // A tree that a policy made keeps no members that mean nothing.
    private static RegoObject Known(RegoObject tree, params ReadOnlySpan<string> names)
    {
        var result = new RegoObject.Builder();
        foreach (var name in names)
        {
            if (tree.Get(RegoString.Of(name)) is { } member)
            {
                result.Set(RegoString.Of(name), member);
            }
        }

        return result.Build();
    }

    private static string Text(RegoValue document) =>
        document is RegoString text ? text.Value : throw BuiltinException.Failed("a GraphQL document is a text or a syntax tree");

    private static RegoArray Parse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (query, schema) = (Query(context, arguments[0]), Schema(context, arguments[1]));
        if (!SchemaRules.Accepts(context, schema.Tree))
        {
            throw BuiltinException.Failed("Error in gqlparser SchemaDocument to Schema conversion: the schema breaks a rule");
        }

        return QueryRules.Fault(context, new QuerySchema(context, schema.Tree), query) is { } fault
            ? throw BuiltinException.Failed(fault)
            : RegoArray.Of(query.Tree, schema.Tree);
    }

    private static RegoArray? TryParse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            return Parse(context, arguments);
        }
        catch (BuiltinException)
        {
            return null;
        }
    }

    private static RegoBoolean SchemaIsValid(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            return RegoBoolean.Of(SchemaRules.Accepts(context, Schema(context, arguments[0]).Tree));
        }
        catch (BuiltinException)
        {
            return RegoBoolean.False;
        }
    }
}
