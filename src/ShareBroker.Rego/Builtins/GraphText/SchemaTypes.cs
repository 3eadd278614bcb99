using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>The types of one document by name, extensions merged into what they extend.</summary>
internal sealed class SchemaTypes
{
    // The types through which a schema describes itself (October 2021, §4.2).
    private static readonly HashSet<string> Introspection =
        ["__Schema", "__Type", "__Field", "__InputValue", "__EnumValue", "__Directive"];

    private readonly Dictionary<string, SchemaType> _byName = new(StringComparer.Ordinal);
    private readonly BuiltinContext _context;

    public SchemaTypes(BuiltinContext context, RegoObject document)
    {
        _context = context;
        foreach (var definition in document.List("Definitions"))
        {
            AreConsistent &= SchemaRules.BuiltInKind(definition.Text("Name")) is null;
            Add(definition, isNew: true);
        }

        foreach (var extension in document.List("Extensions"))
        {
            Add(extension, isNew: false);
        }
    }

    /// <summary>No type is declared twice or extended as something else.</summary>
    public bool AreConsistent { get; private set; } = true;

    public IEnumerable<SchemaType> All => _byName.Values;

    public SchemaType? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The kind of the named type, or null when there is none.</summary>
    public string? KindOf(string name) => Find(name)?.Kind
        ?? SchemaRules.BuiltInKind(name)
        ?? (Introspection.Contains(name) ? "OBJECT" : name is "__TypeKind" or "__DirectiveLocation" ? "ENUM" : null);

    /// <summary>The name at the core of the type of a field or argument, lists taken away.</summary>
    public static string NamedType(RegoObject member)
    {
        var type = member.Get(RegoString.Of("Type")) as RegoObject;
        while (type?.Get(RegoString.Of("Elem")) is RegoObject element)
        {
            type = element;
        }

        return type?.Text("NamedType") ?? string.Empty;
    }

    /// <summary>Whether a field of the found type may stand where an interface wants the other.</summary>
    public bool IsCovariant(RegoValue? wanted, RegoValue? found)
    {
        _context.Meter.Step();
        if (wanted is not RegoObject outer || found is not RegoObject inner || (outer.Flag("NonNull") && !inner.Flag("NonNull")))
        {
            return false;
        }

        var element = outer.Get(RegoString.Of("Elem"));
        var name = inner.Text("NamedType");
        return element is not null
            ? IsCovariant(element, inner.Get(RegoString.Of("Elem")))
            : inner.Get(RegoString.Of("Elem")) is null && (name == outer.Text("NamedType") || IsPossible(outer.Text("NamedType"), name));
    }

    private bool IsPossible(string general, string special) =>
        (Find(general)?.Members.Contains(special) ?? false) || (Find(special)?.Interfaces.Contains(general) ?? false);

    private void Add(RegoObject part, bool isNew)
    {
        _context.Meter.Step();
        _context.Meter.Allocate(256);
        var (name, kind) = (part.Text("Name"), part.Text("Kind"));
        var isKnown = _byName.TryGetValue(name, out var type);
        if (!isKnown)
        {
            // A schema may extend what another document defines.
            _byName[name] = type = new SchemaType(name, kind);
        }

        AreConsistent &= type!.Kind == kind && !(isNew && isKnown) && (isNew || SchemaRules.BuiltInKind(name) is null);
        type.Add(part);
    }
}
