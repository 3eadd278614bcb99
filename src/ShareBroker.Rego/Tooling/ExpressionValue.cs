using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>What one expression of a query came to.</summary>
/// <param name="Value">Its value; true for what only binds or claims.</param>
/// <param name="Text">The expression as it was written.</param>
/// <param name="Location">Where it stands in the query.</param>
public sealed record ExpressionValue(RegoValue Value, string Text, Location Location);
