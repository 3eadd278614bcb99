using System.Text.Json;

namespace ShareBroker.Receipts;

/// <summary>A field of a statement of which both halves are open.</summary>
/// <param name="Path">The field path.</param>
/// <param name="Action">The action of the vocabulary.</param>
/// <param name="Scheme">The scheme with its version, or null.</param>
/// <param name="Parameters">The parameters, or null.</param>
/// <param name="Source">The value as the holder gave it.</param>
/// <param name="Value">The value as it left.</param>
public sealed record FieldTransformation(
    string Path, string Action, string? Scheme, JsonElement? Parameters, JsonElement Source, JsonElement Value);
