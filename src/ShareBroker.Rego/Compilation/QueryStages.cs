using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>The stages that a query goes through, in order.</summary>
internal sealed class QueryStages(CompiledPolicy policy, Body query, CompileOptions options)
{
    public CompileOutcome<CompiledQuery> Run()
    {
        _ = (policy, query, options);
        return new CompileOutcome<CompiledQuery>(null, []);
    }
}
