namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>Where in a document something stands: the way from the root.</summary>
internal sealed record SchemaPlace(string Name, SchemaPlace? Parent)
{
    private const string RootName = "(Root)";

    public static SchemaPlace Root { get; } = new(RootName, null);

    /// <summary>Names joined by points; the root has a name only when it stands alone.</summary>
    public string Field()
    {
        var names = new List<string>();
        for (var place = this; place.Parent is not null; place = place.Parent)
        {
            names.Add(place.Name);
        }

        names.Reverse();
        return names.Count == 0 ? RootName : string.Join('.', names);
    }
}
