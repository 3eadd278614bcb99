using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary><c>with target as value</c>: the target is <c>input</c>, <c>data</c>, a ref into them, or a function's name.</summary>
internal sealed record With(Location Location, Term Target, Term Value);
