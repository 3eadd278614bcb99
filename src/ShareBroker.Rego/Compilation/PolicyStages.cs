using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>The stages that modules go through, in order.</summary>
internal sealed class PolicyStages(IEnumerable<Module> modules, BuiltinTable builtins, CompileOptions options)
{
    public CompileOutcome<CompiledPolicy> Run()
    {
        _ = (modules, builtins, options);
        return new CompileOutcome<CompiledPolicy>(null, []);
    }
}
