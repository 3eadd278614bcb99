namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>A pattern is not in the syntax accepted here.</summary>
internal sealed class PatternSyntaxException(string message) : Exception(message);
