using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>The path below <c>data</c> that a module's rules live under, without <c>data</c> itself.</summary>
internal sealed record Package(Location Location, IReadOnlyList<string> Path);
