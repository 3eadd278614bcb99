namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>One token of a template and where it begins. Punctuators and words stand for themselves in <see cref="Text"/>.</summary>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, int At);
