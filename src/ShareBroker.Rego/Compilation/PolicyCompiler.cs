using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation;

/// <summary>Takes modules and queries through the stages of compilation. Nothing here throws on a policy.</summary>
internal static class PolicyCompiler
{
    /// <summary>Compiles modules together.</summary>
    public static CompileOutcome<CompiledPolicy> Compile(
        IEnumerable<Module> modules, IEnumerable<BuiltinSignature> builtins, CompileOptions options) =>
        new PolicyStages(modules, new BuiltinTable(builtins), options).Run();

    /// <summary>Compiles a query over compiled modules.</summary>
    public static CompileOutcome<CompiledQuery> Compile(CompiledPolicy policy, Body query, CompileOptions options) =>
        new QueryStages(policy, query, options).Run();
}
