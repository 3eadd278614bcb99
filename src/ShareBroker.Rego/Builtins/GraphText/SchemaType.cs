using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>One type with everything that its definition and its extensions say.</summary>
internal sealed class SchemaType(string name, string kind)
{
    public string Name { get; } = name;

    public string Kind { get; } = kind;

    public List<RegoObject> Fields { get; } = [];

    public List<RegoObject> Values { get; } = [];

    public List<RegoObject> Directives { get; } = [];

    public List<string> Interfaces { get; } = [];

    /// <summary>The members of a union.</summary>
    public List<string> Members { get; } = [];

    private Dictionary<string, RegoObject>? _fieldsByName;

    /// <summary>The first field of the name.</summary>
    public RegoObject? Field(string name)
    {
        if (_fieldsByName is null)
        {
            _fieldsByName = new Dictionary<string, RegoObject>(StringComparer.Ordinal);
            foreach (var field in Fields)
            {
                _fieldsByName.TryAdd(field.Text("Name"), field);
            }
        }

        return _fieldsByName.GetValueOrDefault(name);
    }

    public void Add(RegoObject part)
    {
        _fieldsByName = null;
        Fields.AddRange(part.List("Fields"));
        Values.AddRange(part.List("EnumValues"));
        Directives.AddRange(part.List("Directives"));
        Interfaces.AddRange(part.Texts("Interfaces"));
        Members.AddRange(part.Texts("Types"));
    }
}
