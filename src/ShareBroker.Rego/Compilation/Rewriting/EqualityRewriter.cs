using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>Makes <c>==</c> statements unifications. Safe once every body is ordered: all their variables are bound by then.</summary>
internal sealed class EqualityRewriter : TreeRewriter
{
    public override Statement Rewrite(Statement statement)
    {
        var inner = base.Rewrite(statement);
        return inner is Statement.Claim { Term: Term.Call { Function: Term.Var { Name: "equal" } function, Arguments.Count: 2 } call }
            ? new Statement.Claim(call with { Function = function with { Name = "eq" } })
            : inner;
    }
}
