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

    public void Add(RegoObject part)
    {
        Fields.AddRange(part.List("Fields"));
        Values.AddRange(part.List("EnumValues"));
        Directives.AddRange(part.List("Directives"));
        Interfaces.AddRange(part.Texts("Interfaces"));
        Members.AddRange(part.Texts("Types"));
    }
}
