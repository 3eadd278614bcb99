namespace ShareBroker.Policies;

/// <summary>What a decision says about one requested path.</summary>
public sealed record FieldAction
{
    /// <summary>The action.</summary>
    public required FieldActionKind Action { get; init; }

    /// <summary>Scheme of a generalisation; null for every other action.</summary>
    public string? Scheme { get; init; }

    /// <summary>Reason code of a reduction; null when the value goes out as held.</summary>
    public string? Reason { get; init; }

    /// <summary>Further parameters by name, such as <c>scope</c>, <c>reversible_by</c>, <c>keep_left</c>, <c>existence</c>.</summary>
    public IReadOnlyDictionary<string, FactValue> Parameters { get; init; } = NoParameters;

    /// <summary>The empty set of parameters.</summary>
    internal static IReadOnlyDictionary<string, FactValue> NoParameters { get; } = new Dictionary<string,
        FactValue>(StringComparer.Ordinal);
}
