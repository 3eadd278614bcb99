namespace ShareBroker.Rego.Syntax;

/// <summary>Either a piece of text (<see cref="Text"/> is set) or an expression between braces.</summary>
internal sealed record TemplatePart(string? Text, Expr? Value);
