using System.Text.Json;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>What became of one requested path. Holds values: it lives in memory only.</summary>
internal sealed record MinimisedField
{
    public required string Path { get; init; }

    public required FieldActionKind Action { get; init; }

    /// <summary>The scheme as the decision named it; null where the action has none.</summary>
    public string? Scheme { get; init; }

    /// <summary>The scheme with its version, as receipts quote it.</summary>
    public string? VersionedScheme { get; init; }

    /// <summary>Parameters as receipts quote them; never a value of the record.</summary>
    public IReadOnlyDictionary<string, FactValue> Parameters { get; init; } = Empty;

    public string? Reason { get; init; }

    /// <summary>The value as the holder gave it; null when it gave none or was not asked.</summary>
    public JsonElement? Source { get; init; }

    /// <summary>The value as it leaves; null when none leaves.</summary>
    public JsonElement? Value { get; init; }

    private static IReadOnlyDictionary<string, FactValue> Empty { get; } = new Dictionary<string, FactValue>(StringComparer.Ordinal);
}
