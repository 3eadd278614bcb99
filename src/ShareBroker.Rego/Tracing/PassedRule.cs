using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>A rule that is not worth trying.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Demand">What it demands.</param>
/// <param name="Found">What there is instead; null when undefined.</param>
internal sealed record PassedRule(Rule Rule, IndexEntry Demand, RegoValue? Found);
