using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Residuals;

/// <summary>A value that a term may have, and what must hold for it.</summary>
internal readonly record struct Solution(Branch Branch, Term Value);
