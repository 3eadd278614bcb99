using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>
/// The documents that the references of one schema may name: the schema itself and its parts that have an id. Nothing is ever loaded.
/// </summary>
internal sealed class SchemaPool
{
    private const int DepthMax = 500;

    private static readonly RegoString NewId = RegoString.Of("$id");
    private static readonly RegoString OldId = RegoString.Of("id");
    private static readonly RegoString Ref = RegoString.Of("$ref");

    private readonly BuiltinContext _context;
    private readonly Dictionary<string, RegoValue> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<RegoObject, string> _references = new(ReferenceEqualityComparer.Instance);

    /// <summary>Collects ids and resolves references, in the whole document. Its parts must be distinct objects.</summary>
    public SchemaPool(BuiltinContext context, RegoValue document)
    {
        _context = context;
        Collect(document, SchemaReference.Parse(string.Empty), 0);
        _documents[string.Empty] = document;
    }

    /// <summary>The reference of a schema as an absolute name, or null when it is none or not a text.</summary>
    public string? ReferenceOf(RegoObject schema) =>
        _references.TryGetValue(schema, out var known) ? known : (schema.Get(Ref) as RegoString)?.Value;

    /// <summary>The document of an absolute name.</summary>
    /// <exception cref="BuiltinException">It is not here, or its pointer leads nowhere.</exception>
    public RegoValue Find(string name)
    {
        if (_documents.TryGetValue(name, out var named))
        {
            return named;
        }

        var reference = SchemaReference.Parse(name);
        if (!_documents.TryGetValue((reference with { Fragment = string.Empty }).ToString(), out var document))
        {
            throw BuiltinException.Failed(reference.IsAbsolute
                ? $"remote reference loading disabled: {name}"
                : $"Reference {name} must be canonical");
        }

        return _documents[name] = reference.Find(_context, document);
    }

    private void Collect(RegoValue document, SchemaReference place, int depth)
    {
        _context.Meter.Step();
        if (depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, $"a schema nests deeper than {DepthMax} levels");
        }

        if (document is RegoArray list)
        {
            foreach (var member in list.Items)
            {
                Collect(member, place, depth + 1);
            }
        }
        else if (document is RegoObject schema)
        {
            CollectMembers(schema, Name(schema, place), depth);
        }
    }

    private SchemaReference Name(RegoObject schema, SchemaReference place)
    {
        if ((schema.Get(OldId) ?? schema.Get(NewId)) is RegoString id)
        {
            _context.Charge(id.Value.Length * 4L);
            place = place.Resolve(SchemaReference.Parse(id.Value));
            _documents.TryAdd(place.ToString(), schema);
        }

        if (schema.Get(Ref) is RegoString reference)
        {
            _context.Charge(reference.Value.Length * 4L);
            _references[schema] = place.Resolve(SchemaReference.Parse(reference.Value)).ToString();
        }

        return place;
    }

    private void CollectMembers(RegoObject schema, SchemaReference place, int depth)
    {
        for (var i = 0; i < schema.Count; i++)
        {
            switch ((schema.KeyAt(i) as RegoString)?.Value)
            {
                case "const" or "enum":
                    // Values, not schemas.
                    break;
                case "properties" or "dependencies" or "patternProperties":
                    foreach (var member in schema.ValueAt(i) is RegoObject named ? named.ValuesByKey : [])
                    {
                        Collect(member, place, depth + 1);
                    }

                    break;
                default:
                    Collect(schema.ValueAt(i), place, depth + 1);
                    break;
            }
        }
    }
}
