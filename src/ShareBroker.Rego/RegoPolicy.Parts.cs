using System.Collections.Frozen;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>What the tools of this library build on.</summary>
public sealed partial class RegoPolicy
{
    internal CompiledPolicy Compiled => _compiled;

    internal FrozenDictionary<string, Builtin> Functions => _builtins;

    /// <summary>Reads texts; the faults of all of them at once.</summary>
    internal static IReadOnlyList<Module> Read(IEnumerable<RegoSource> sources, RegoCompileOptions options)
    {
        var parsed = sources.AsParallel().AsOrdered()
            .Select(source => Parser.ParseModule(source.File, source.Text, VersionOf(source, options)))
            .ToList();
        var faults = parsed.SelectMany(static outcome => outcome.Errors).ToList();
        return faults.Count == 0 ? [.. parsed.Select(static module => module.Result!)] : throw new RegoCompileException(faults);
    }

    /// <summary>Compiles modules that were read, and perhaps changed.</summary>
    internal static RegoPolicy Compile(
        IReadOnlyList<Module> modules, RegoValue? data, RegoCompileOptions options, CompileOptions compileOptions)
    {
        var builtins = HostFamily.With(options.Builtins.Select(static added => added.Builtin));
        var outcome = PolicyCompiler.Compile(modules, builtins.Values.Select(static builtin => builtin.Signature), compileOptions);
        var compiled = outcome.Result ?? throw new RegoCompileException(outcome.Errors);
        return data is not null && options.RefusesDataConflicts && DataConflicts.Find(compiled, data) is { Count: > 0 } conflicts
            ? throw new RegoCompileException(conflicts)
            : new RegoPolicy(
                compiled, compileOptions, options.ModulesAreV0, builtins, data ?? RegoObject.Empty, RuleDescriptions.Of(compiled));
    }

    private static RegoVersion VersionOf(RegoSource source, RegoCompileOptions options) =>
        source.IsV0 ?? options.ModulesAreV0 ? RegoVersion.V0 : RegoVersion.V1;

    internal CompiledQuery CompileQuery(Body query)
    {
        var outcome = PolicyCompiler.Compile(_compiled, query, _options);
        return outcome.Result ?? throw new RegoCompileException(outcome.Errors);
    }

    internal bool ModulesAreV0 => _modulesAreV0;

    internal RegoVersion Version => _modulesAreV0 ? RegoVersion.V0 : RegoVersion.V1;

    internal PreparedQuery Prepare(CompiledQuery query) => new(query, _program, _programWithCoverage, _modulesAreV0);
}
