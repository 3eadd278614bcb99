namespace ShareBroker.Rego.Compilation.Types;

/// <summary>The types of what selects the parts of a type, and of the parts; null when there are none.</summary>
internal sealed record TypeParts(RegoType? Keys, RegoType? Values);
