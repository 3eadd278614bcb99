using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>Replaces variable names, everywhere in a head.</summary>
internal sealed class Renamer(IReadOnlyDictionary<string, string> names) : TreeRewriter
{
    public override Term Rewrite(Term term) => term is Term.Var variable
        ? names.TryGetValue(variable.Name, out var name) ? variable with { Name = name } : variable
        : RewriteParts(term);
}
