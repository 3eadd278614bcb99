namespace ShareBroker.Rego.Syntax;

/// <summary>One <c>key: value</c> of an object term.</summary>
internal readonly record struct ObjectEntry(Term Key, Term Value);
