using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Residuals;

/// <summary>Rules that residues refer to, in one package.</summary>
/// <param name="Package">The keys below <c>data</c>.</param>
/// <param name="Rules">The rules; paths begin with their name, not with <c>data</c>.</param>
internal sealed record SupportModule(IReadOnlyList<string> Package, IReadOnlyList<Rule> Rules);
