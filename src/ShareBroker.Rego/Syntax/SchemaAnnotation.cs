using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>The type that an annotation gives to a document: a schema of the host's by its path, or one written out.</summary>
/// <param name="Path">The document: <c>input</c> or <c>data</c> and what follows.</param>
/// <param name="Schema">Below <c>schema</c>, where the host keeps schemas; null when it is written out.</param>
/// <param name="Definition">The schema itself; null when it is the host's.</param>
internal sealed record SchemaAnnotation(Term.Ref Path, IReadOnlyList<RegoValue>? Schema, RegoValue? Definition);
