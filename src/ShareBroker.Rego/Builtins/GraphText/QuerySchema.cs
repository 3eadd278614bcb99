using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>A valid schema, as queries are judged against it: its types with those that describe it, its directives, its roots.</summary>
internal sealed class QuerySchema
{
    // October 2021, §4.2, and the scalars of §3.5.
    private const string Common =
        """
        scalar Int scalar Float scalar String scalar Boolean scalar ID
        type __Schema { description: String types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type
          directives: [__Directive!]! }
        type __Type { kind: __TypeKind! name: String description: String fields(includeDeprecated: Boolean = false): [__Field!]
          interfaces: [__Type!] possibleTypes: [__Type!] enumValues(includeDeprecated: Boolean = false): [__EnumValue!]
          inputFields(includeDeprecated: Boolean = false): [__InputValue!] ofType: __Type specifiedByURL: String }
        type __Field { name: String! description: String args(includeDeprecated: Boolean = false): [__InputValue!]! type: __Type!
          isDeprecated: Boolean! deprecationReason: String }
        type __InputValue { name: String! description: String type: __Type! defaultValue: String isDeprecated: Boolean!
          deprecationReason: String }
        type __EnumValue { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
        type __Directive { name: String! description: String locations: [__DirectiveLocation!]!
          args(includeDeprecated: Boolean = false): [__InputValue!]! isRepeatable: Boolean! }
        enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
        enum __DirectiveLocation { QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT
          VARIABLE_DEFINITION SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT
          INPUT_FIELD_DEFINITION }
        type Meta { __schema: __Schema! __type(name: String!): __Type }
        """;

    private readonly SchemaTypes _types;
    private readonly SchemaTypes _common;
    private readonly DirectiveRules _directives;
    private readonly Dictionary<string, List<SchemaType>> _possible = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _roots = new(StringComparer.Ordinal);

    public QuerySchema(BuiltinContext context, RegoObject document)
    {
        _types = new SchemaTypes(context, document);
        _common = new SchemaTypes(context, new SchemaParser(Common, context).Read().Tree);
        _directives = new DirectiveRules(context, document);
        foreach (var type in _types.All)
        {
            context.Meter.Step();
            context.Meter.Allocate(96);
            AddPossible(type);
        }

        foreach (var root in document.List("Schema").Concat(document.List("SchemaExtension"))
            .SelectMany(static schema => schema.List("OperationTypes")))
        {
            _roots[root.Text("Operation")] = root.Text("Type");
        }

        if (document.List("Schema").Count == 0)
        {
            _roots.TryAdd("query", "Query");
            _roots.TryAdd("mutation", "Mutation");
            _roots.TryAdd("subscription", "Subscription");
        }
    }

    /// <summary>The names of all types, sorted.</summary>
    public IEnumerable<string> TypeNames => _types.All.Concat(_common.All.Where(static type => type.Name != "Meta"))
        .Select(static type => type.Name).Order(StringComparer.Ordinal);

    public SchemaType? Find(string name) => _types.Find(name) ?? (name == "Meta" ? null : _common.Find(name));

    public SchemaType? Root(string operation) =>
        _roots.TryGetValue(operation.Length == 0 ? "query" : operation, out var name) ? Find(name) : null;

    public RegoObject? Directive(string name) => _directives.Find(name);

    /// <summary>A field of a type; the root of queries also has those that describe the schema.</summary>
    public RegoObject? Field(SchemaType type, string name) =>
        type.Field(name) ?? (name.StartsWith("__", StringComparison.Ordinal) && type == Root("query") ? _common.Find("Meta")!.Field(name)
            : null);

    /// <summary>The types that a value of the type may have.</summary>
    public IReadOnlyList<SchemaType> Possible(SchemaType type) => type.Kind == "UNION"
        ? [.. type.Members.Select(Find).OfType<SchemaType>()]
        : _possible.GetValueOrDefault(type.Name) ?? (_types.Find(type.Name) is null ? [type] : []);

    private void AddPossible(SchemaType type)
    {
        foreach (var name in type.Kind is "OBJECT" or "INPUT_OBJECT" ? [.. type.Interfaces, type.Name] : type.Interfaces)
        {
            if (!_possible.TryGetValue(name, out var list))
            {
                _possible.Add(name, list = []);
            }

            list.Add(type);
        }
    }
}
