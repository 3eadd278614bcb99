using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Material;

/// <summary>One conformance case as trees.</summary>
internal sealed record MaterialCase(string Category, IReadOnlyList<Node> Modules, RegoObject Data, RegoValue? Input, Node Query);
