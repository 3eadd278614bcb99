using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Reads a type system document (October 2021, §3): types, directives, the schema itself, and extensions of them.</summary>
internal sealed class SchemaParser(string source, BuiltinContext context) : GraphParser(source, context)
{
    private const string Places =
        " QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION SCHEMA SCALAR OBJECT "
        + "FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT INPUT_FIELD_DEFINITION ";

    private readonly List<RegoValue> _schemas = [];
    private readonly List<RegoValue> _schemaExtensions = [];
    private readonly List<RegoValue> _directives = [];
    private readonly List<RegoValue> _definitions = [];
    private readonly List<RegoValue> _extensions = [];

    public GraphDocument Read()
    {
        while (!AtEnd)
        {
            var first = Peek;
            var description = Description();
            switch (Peek.Kind == GraphToken.Name ? Peek.Value : string.Empty)
            {
                case "schema":
                    _schemas.Add(Schema(description, extends: false));
                    break;
                case "directive":
                    _directives.Add(Directive(description));
                    break;
                case "extend" when first == Peek:
                    Extend();
                    break;
                case "extend":
                    throw Unexpected(first);
                default:
                    _definitions.Add(Definition(description, extends: false));
                    break;
            }
        }

        return Document(new GraphNode().With("Schema", _schemas).With("SchemaExtension", _schemaExtensions)
            .With("Directives", _directives).With("Definitions", _definitions).With("Extensions", _extensions).Build());
    }

    private string Description() => Peek.Kind is GraphToken.Text or GraphToken.Block ? Next().Value : string.Empty;

    private void Extend()
    {
        Next();
        if (Peek.IsName("schema"))
        {
            _schemaExtensions.Add(Schema(string.Empty, extends: true));
        }
        else
        {
            _extensions.Add(Definition(string.Empty, extends: true));
        }
    }

    private RegoObject Schema(string description, bool extends)
    {
        Next();
        var directives = Directives(constant: true);
        var operations = Between("{", "}", () =>
        {
            var operation = OperationType();
            Expect(":");
            return new GraphNode().With("Operation", operation).With("Type", Name()).Build();
        });
        return extends && directives.Count + operations.Count == 0
            ? throw Unexpected(Peek)
            : new GraphNode().With("Description", description).With("Directives", directives).With("OperationTypes", operations).Build();
    }

    private RegoObject Definition(string description, bool extends)
    {
        var kind = (Peek.Kind == GraphToken.Name ? Peek.Value : string.Empty) switch
        {
            "scalar" => "SCALAR",
            "type" => "OBJECT",
            "interface" => "INTERFACE",
            "union" => "UNION",
            "enum" => "ENUM",
            "input" => "INPUT_OBJECT",
            _ => throw Unexpected(Peek),
        };
        Next();
        var node = new GraphNode().With("BuiltIn", false).With("Kind", kind).With("Description", description).With("Name", Name());
        var interfaces = kind is "OBJECT" or "INTERFACE" ? Interfaces() : [];
        var directives = Directives(constant: true);
        var members = kind switch
        {
            "OBJECT" or "INTERFACE" => Between("{", "}", Field),
            "INPUT_OBJECT" => Between("{", "}", Input),
            "ENUM" => Between("{", "}", EnumValue),
            "UNION" => Skip("=") ? Names("|") : [],
            _ => [],
        };
        return extends && directives.Count + members.Count + (kind == "OBJECT" ? interfaces.Count : 0) == 0
            ? throw Unexpected(Peek)
            : node.With("Interfaces", interfaces)
                .With("Directives", directives)
                .With(kind == "ENUM" ? "EnumValues" : kind == "UNION" ? "Types" : "Fields", members)
                .Build();
    }

    private List<RegoValue> Interfaces()
    {
        if (!Peek.IsName("implements"))
        {
            return [];
        }

        Next();
        return Names("&");
    }

    private List<RegoValue> Names(string separator)
    {
        var names = new List<RegoValue>();
        Skip(separator);
        do
        {
            names.Add(RegoString.Of(Name()));
        }
        while (Skip(separator));
        return names;
    }

    private RegoObject Field()
    {
        var node = new GraphNode().With("Description", Description()).With("Name", Name()).With("Arguments", Between("(", ")", Input));
        Expect(":");
        return node.With("Type", Type()).With("Directives", Directives(constant: true)).Build();
    }

    private RegoObject Input()
    {
        var node = new GraphNode().With("Description", Description()).With("Name", Name());
        Expect(":");
        return node.With("Type", Type())
            .With("DefaultValue", Skip("=") ? Value(constant: true) : null)
            .With("Directives", Directives(constant: true))
            .Build();
    }

    private RegoObject EnumValue() => new GraphNode()
        .With("Description", Description()).With("Name", Name()).With("Directives", Directives(constant: true)).Build();

    private RegoObject Directive(string description)
    {
        Next();
        Expect("@");
        var node = new GraphNode().With("Description", description).With("Name", Name()).With("Arguments", Between("(", ")", Input));
        var isRepeatable = Peek.IsName("repeatable");
        if (isRepeatable)
        {
            Next();
        }

        ExpectWord("on");
        var places = new List<RegoValue>();
        Skip("|");
        do
        {
            var place = Expect(GraphToken.Name);
            places.Add(Places.Contains($" {place.Value} ", StringComparison.Ordinal) ? RegoString.Of(place.Value)
                : throw Unexpected(place));
        }
        while (Skip("|"));
        return node.With("IsRepeatable", isRepeatable).With("Locations", places).Build();
    }
}
