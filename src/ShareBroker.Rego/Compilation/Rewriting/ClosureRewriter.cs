using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>Applies a function to the parts of one term.</summary>
internal sealed class ClosureRewriter(Func<Term, Term> part) : TreeRewriter
{
    private bool _inside;

    public override Term Rewrite(Term term)
    {
        if (_inside)
        {
            return part(term);
        }

        _inside = true;
        return RewriteParts(term);
    }
}
