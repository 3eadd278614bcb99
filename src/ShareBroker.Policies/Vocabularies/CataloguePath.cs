namespace ShareBroker.Policies.Vocabularies;

/// <summary>A path of the field catalogue.</summary>
public sealed record CataloguePath
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>Category, such as <c>identity</c> or <c>health.mental</c>.</summary>
    public required string Category { get; init; }

    /// <summary><c>R</c>, <c>P</c>, <c>X</c> or <c>N</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>Sensitivity, 0 (public) to 4 (secret or special).</summary>
    public required int Sensitivity { get; init; }

    /// <summary>Marks of special categories, such as <c>9</c>, <c>10</c>, <c>S</c>.</summary>
    public required IReadOnlyList<string> SpecialCategories { get; init; }

    /// <summary>Scheme of its default generalisation; null where it has none.</summary>
    public string? Scheme { get; init; }

    /// <summary>Path that is fetched in its place when it is generalised by a scheme that is not computed; null where it has
    /// none.</summary>
    public string? Target { get; init; }
}
