using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>A module whose rules are compiled. Each rule's <see cref="Head.Path"/> is complete: <c>data</c>, the package, the name, the
/// rest.</summary>
/// <param name="Source">The module as it was read.</param>
/// <param name="Rules">Its compiled rules, in the order of the text; else branches hang below theirs.</param>
internal sealed record CompiledModule(Module Source, IReadOnlyList<Rule> Rules);
