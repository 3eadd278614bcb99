using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>One way in which a query holds.</summary>
/// <param name="Expressions">Its expressions in the order of their evaluation.</param>
/// <param name="Bindings">Its variables and their values, by name.</param>
public sealed record ExpressionSolution(IReadOnlyList<ExpressionValue> Expressions, IReadOnlyDictionary<string, RegoValue> Bindings);
