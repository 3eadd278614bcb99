using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Residuals;

/// <summary>A comprehension whose value only the unknown can tell.</summary>
/// <param name="Term">The comprehension.</param>
/// <param name="At">The variables around it.</param>
internal sealed record Closure(Term Term, Branch At);
