using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>Gives variables back the names that were written for them, for messages.</summary>
internal sealed class WrittenNames(Func<string, string> written) : TreeRewriter
{
    public override Term Rewrite(Term term) =>
        term is Term.Var variable ? variable with { Name = written(variable.Name) } : RewriteParts(term);
}
