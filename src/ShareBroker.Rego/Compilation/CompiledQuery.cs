using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>A query in the form that <see cref="CompiledPolicy"/> describes for bodies.</summary>
/// <param name="Body">The expressions in the order to evaluate them. A comparison written <c>==</c> stays an <c>equal</c> call
/// here.</param>
/// <param name="Bindings">Written name and variable for each variable that a result reports: no wildcards, nothing the compiler
/// made.</param>
/// <param name="WrittenExprs">The expressions as they were written, before compilation.</param>
internal sealed record CompiledQuery(
    Body Body, IReadOnlyList<(string Written, string Variable)> Bindings, IReadOnlyList<Expr> WrittenExprs)
{
    /// <summary>Generated variable names and what was written for them.</summary>
    public IReadOnlyDictionary<string, string> WrittenNames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
