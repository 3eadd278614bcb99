using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>Reads a JSON document as a schema of drafts 4, 6 or 7: structure and references here, limits in the other part.</summary>
internal sealed partial class SchemaReader
{
    private const int DepthMax = 300;
    private const string ManySchemas = "Array Of Schemas";
    private const string ManyTexts = "Array Of Strings";
    private const string Schema = "Valid Schema";

    private static readonly string[] KnownTypes = ["array", "boolean", "integer", "number", "null", "object", "string"];

    private readonly BuiltinContext _context;
    private readonly SchemaPool _pool;
    private readonly SchemaDraft _draft;
    private readonly Dictionary<string, SchemaNode> _targets = new(StringComparer.Ordinal);
    private int _depth;

    private SchemaReader(BuiltinContext context, SchemaPool pool, SchemaDraft draft)
    {
        _context = context;
        _pool = pool;
        _draft = draft;
    }

    /// <summary>The schema, with all its references resolved.</summary>
    /// <exception cref="BuiltinException">The document is not a schema.</exception>
    public static SchemaNode Read(BuiltinContext context, RegoValue document)
    {
        var draft = DraftOf(document);
        return new SchemaReader(context, new SchemaPool(context, document), draft).Read(document);
    }

    private static SchemaDraft DraftOf(RegoValue document)
    {
        if (document is RegoBoolean)
        {
            return SchemaDraft.Mixed;
        }

        if (document is not RegoObject schema)
        {
            throw BuiltinException.Failed("schema is invalid");
        }

        return schema.Get(RegoString.Of("$schema")) switch
        {
            null => SchemaDraft.Mixed,
            RegoString name => SchemaReference.Parse(name.Value).ToString() switch
            {
                "http://json-schema.org/draft-04/schema" => SchemaDraft.Draft4,
                "http://json-schema.org/draft-06/schema" => SchemaDraft.Draft6,
                "http://json-schema.org/draft-07/schema" => SchemaDraft.Draft7,
                _ => SchemaDraft.Mixed,
            },
            _ => throw SchemaFaults.MustBeOfType("$schema", "string"),
        };
    }

    private SchemaNode Read(RegoValue document)
    {
        var node = new SchemaNode();
        Fill(node, document);
        return node;
    }

    private void Fill(SchemaNode node, RegoValue document)
    {
        _context.Meter.Step();
        _context.Meter.Allocate(1024);
        if (++_depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, $"a schema nests deeper than {DepthMax} levels");
        }

        if (_draft >= SchemaDraft.Draft6 && document is RegoBoolean verdict)
        {
            node.Verdict = verdict.Value;
        }
        else if (document is RegoObject schema)
        {
            ReadKeywords(node, schema);
        }
        else
        {
            throw BuiltinException.Failed($"Expected: {Schema}, given: Invalid JSON");
        }

        _depth--;
    }

    private void ReadKeywords(SchemaNode node, RegoObject schema)
    {
        _ = Text(schema, _draft == SchemaDraft.Draft4 || (_draft == SchemaDraft.Mixed && Member(schema, "id") is not null) ? "id" : "$id");
        ReadDefinitions(schema);
        _ = Text(schema, "title");
        _ = Text(schema, "description");
        if (Text(schema, "$ref") is not null && !Follow(node, _pool.ReferenceOf(schema)!))
        {
            return;
        }

        ReadTypes(node, Member(schema, "type"));
        ReadProperties(node, schema);
        ReadDependencies(node, Member(schema, "dependencies"));
        ReadItems(node, schema);
        ReadNumberLimits(node, schema);
        ReadTextLimits(node, schema);
        ReadObjectLimits(node, schema);
        ReadArrayLimits(node, schema);
        ReadValues(node, schema);
        ReadCombinations(node, schema);
    }

    // True when the target was known, so that the other keywords are read too, if only to be judged.
    private bool Follow(SchemaNode node, string name)
    {
        if (_targets.TryGetValue(name, out var known))
        {
            node.Target = known;
            return true;
        }

        var target = new SchemaNode();
        _targets.Add(name, target);
        var document = _pool.Find(name);
        if (document is not (RegoObject or RegoBoolean))
        {
            throw SchemaFaults.MustBeOfType(Schema, "object");
        }

        Fill(target, document);
        node.Target = target;
        return false;
    }

    private void ReadDefinitions(RegoObject schema)
    {
        if (Member(schema, "definitions") is not { } definitions)
        {
            return;
        }

        foreach (var definition in definitions is RegoObject named ? named.ValuesByKey : throw Wrong())
        {
            _ = definition is RegoObject or RegoBoolean ? Read(definition) : throw Wrong();
        }

        static BuiltinException Wrong() => SchemaFaults.InvalidType(ManySchemas, "definitions");
    }

    private static void ReadTypes(SchemaNode node, RegoValue? types)
    {
        switch (types)
        {
            case null:
                break;
            case RegoString one:
                AddType(node, one.Value);
                break;
            case RegoArray many:
                foreach (var member in many.Items)
                {
                    AddType(node, member is RegoString name ? name.Value : throw Wrong());
                }

                break;
            default:
                throw Wrong();
        }

        static BuiltinException Wrong() => SchemaFaults.InvalidType("type", $"string/{ManyTexts}");
    }

    private static void AddType(SchemaNode node, string type)
    {
        if (!KnownTypes.Contains(type))
        {
            throw BuiltinException.Failed(
                $"has a primitive type that is NOT VALID -- given: /{type}/ Expected valid values are:"
                + "[array boolean integer number null object string]");
        }

        if (node.Types.Contains(type))
        {
            throw BuiltinException.Failed($"{type} type is duplicated");
        }

        node.Types.Add(type);
    }

    private void ReadProperties(SchemaNode node, RegoObject schema)
    {
        if (Member(schema, "properties") is { } properties)
        {
            foreach (var (name, value) in Named(properties) ?? throw SchemaFaults.MustBeOfType("Properties", "object"))
            {
                node.PropertyNamesKnown.Add(name);
                node.Properties.Add((name, Read(value)));
            }
        }

        (node.IsClosed, node.AdditionalProperties) = ReadRest(schema, "additionalProperties");
        if (Member(schema, "patternProperties") is { } patterns)
        {
            foreach (var (name, value) in Named(patterns) ?? throw SchemaFaults.InvalidType(Schema, "patternProperties"))
            {
                var pattern = Compile(name) ?? throw BuiltinException.Failed($"Invalid regex pattern '{name}'");
                node.PatternProperties.Add((pattern, Read(value)));
            }
        }

        if (_draft >= SchemaDraft.Draft6 && Member(schema, "propertyNames") is { } names)
        {
            node.PropertyNames = names is RegoObject or RegoBoolean
                ? Read(names)
                : throw SchemaFaults.InvalidType(Schema, "patternProperties");
        }
    }

    private (bool IsClosed, SchemaNode? Schema) ReadRest(RegoObject schema, string keyword) => Member(schema, keyword) switch
    {
        null => (false, null),
        RegoBoolean isOpen => (!isOpen.Value, null),
        RegoObject rest => (false, Read(rest)),
        _ => throw SchemaFaults.InvalidType($"boolean/{Schema}", keyword),
    };

    private void ReadDependencies(SchemaNode node, RegoValue? dependencies)
    {
        if (dependencies is null)
        {
            return;
        }

        foreach (var (name, value) in Named(dependencies) ?? throw SchemaFaults.MustBeOfType("dependencies", "object"))
        {
            switch (value)
            {
                case RegoArray list:
                    var needed = new List<string>();
                    foreach (var member in list.Items)
                    {
                        needed.Add(member is RegoString text ? text.Value : throw Wrong());
                    }

                    node.Needs[name] = needed;
                    break;
                case RegoObject or RegoBoolean:
                    node.Dependents[name] = Read(value);
                    break;
                default:
                    throw Wrong();
            }
        }

        static BuiltinException Wrong() => SchemaFaults.MustBeOfType("Dependency", $"Schema Or {ManyTexts}");
    }

    private void ReadItems(SchemaNode node, RegoObject schema)
    {
        switch (Member(schema, "items"))
        {
            case null:
                break;
            case RegoArray list:
                foreach (var member in list.Items)
                {
                    node.ItemsInOrder.Add(member is RegoObject or RegoBoolean ? Read(member) : throw Wrong());
                }

                break;
            case RegoObject or RegoBoolean:
                node.Items = Read(Member(schema, "items")!);
                break;
            default:
                throw Wrong();
        }

        (node.IsItemsClosed, node.AdditionalItems) = ReadRest(schema, "additionalItems");
        static BuiltinException Wrong() => SchemaFaults.InvalidType($"{Schema}/{ManySchemas}", "items");
    }

    private void ReadCombinations(SchemaNode node, RegoObject schema)
    {
        foreach (var (keyword, list) in ((string, List<SchemaNode>)[])
            [("oneOf", node.OneOf), ("anyOf", node.AnyOf), ("allOf", node.AllOf)])
        {
            foreach (var member in List(schema, keyword))
            {
                list.Add(Read(member));
            }
        }

        node.Not = ReadInner(schema, "not");
        if (_draft >= SchemaDraft.Draft7)
        {
            node.If = ReadInner(schema, "if");
            node.Then = ReadInner(schema, "then");
            node.Else = ReadInner(schema, "else");
        }
    }

    private SchemaNode? ReadInner(RegoObject schema, string keyword) => Member(schema, keyword) switch
    {
        null => null,
        RegoObject or RegoBoolean => Read(Member(schema, keyword)!),
        _ => throw SchemaFaults.MustBeOfAn(keyword, "object"),
    };

    private static RegoValue? Member(RegoObject schema, string keyword) => schema.Get(RegoString.Of(keyword));

    private static string? Text(RegoObject schema, string keyword) => Member(schema, keyword) switch
    {
        null => null,
        RegoString text => text.Value,
        _ => throw SchemaFaults.InvalidType("string", keyword),
    };

    private static ReadOnlySpan<RegoValue> List(RegoObject schema, string keyword) => Member(schema, keyword) switch
    {
        null => [],
        RegoArray list => list.Items,
        _ => throw SchemaFaults.MustBeOfAn(keyword, "array"),
    };

    private static List<(string Name, RegoValue Value)>? Named(RegoValue value)
    {
        if (value is not RegoObject members)
        {
            return null;
        }

        var named = new List<(string, RegoValue)>(members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            named.Add((JsonWriter.KeyText(members.KeyAt(i)), members.ValueAt(i)));
        }

        return named;
    }
}
