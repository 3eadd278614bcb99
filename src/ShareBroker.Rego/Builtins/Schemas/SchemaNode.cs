using ShareBroker.Rego.Builtins.Patterns;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>One schema as read: what each of its keywords demands; null or empty where the keyword is missing.</summary>
internal sealed class SchemaNode
{
    /// <summary>A schema that is just true or false.</summary>
    public bool? Verdict { get; set; }

    /// <summary>The schema that this one stands for; everything else here then counts for nothing.</summary>
    public SchemaNode? Target { get; set; }

    public List<string> Types { get; } = [];

    public List<(string Name, SchemaNode Schema)> Properties { get; } = [];

    public HashSet<string> PropertyNamesKnown { get; } = new(StringComparer.Ordinal);

    public List<(Pattern Pattern, SchemaNode Schema)> PatternProperties { get; } = [];

    public SchemaNode? AdditionalProperties { get; set; }

    /// <summary>No property beyond the named ones. False is an error of its own, unlike a schema that fails.</summary>
    public bool IsClosed { get; set; }

    public SchemaNode? PropertyNames { get; set; }

    public Dictionary<string, List<string>> Needs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SchemaNode> Dependents { get; } = new(StringComparer.Ordinal);

    public List<string> Required { get; } = [];

    public int? PropertiesMin { get; set; }

    public int? PropertiesMax { get; set; }

    /// <summary>The schema of every item.</summary>
    public SchemaNode? Items { get; set; }

    /// <summary>The schemas of the first items, in order.</summary>
    public List<SchemaNode> ItemsInOrder { get; } = [];

    public SchemaNode? AdditionalItems { get; set; }

    /// <summary>No item beyond those that have a schema of their own.</summary>
    public bool IsItemsClosed { get; set; }

    public int? ItemsMin { get; set; }

    public int? ItemsMax { get; set; }

    public bool IsUnique { get; set; }

    public SchemaNode? Contains { get; set; }

    public RegoNumber? MultipleOf { get; set; }

    public RegoNumber? Minimum { get; set; }

    public RegoNumber? ExclusiveMinimum { get; set; }

    public RegoNumber? Maximum { get; set; }

    public RegoNumber? ExclusiveMaximum { get; set; }

    public int? LengthMin { get; set; }

    public int? LengthMax { get; set; }

    public Pattern? Pattern { get; set; }

    public string PatternText { get; set; } = string.Empty;

    public string Format { get; set; } = string.Empty;

    /// <summary>The one value allowed, as canonical JSON.</summary>
    public string? Constant { get; set; }

    /// <summary>The values allowed, as canonical JSON; an empty list allows none.</summary>
    public List<string>? Values { get; set; }

    public List<SchemaNode> OneOf { get; } = [];

    public List<SchemaNode> AnyOf { get; } = [];

    public List<SchemaNode> AllOf { get; } = [];

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }
}
