using System.Collections.Frozen;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Bundles;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Residuals;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>Compiled modules and base data, immutable and safe for many threads.</summary>
public sealed partial class RegoPolicy
{
    private readonly CompiledPolicy _compiled;
    private readonly CompileOptions _options;
    private readonly bool _modulesAreV0;
    private readonly FrozenDictionary<string, Builtin> _builtins;
    private readonly Lazy<Program> _program;
    private readonly Lazy<Program> _programWithCoverage;

    private RegoPolicy(
        CompiledPolicy compiled,
        CompileOptions options,
        bool modulesAreV0,
        FrozenDictionary<string, Builtin> builtins,
        RegoValue data,
        IReadOnlyList<RuleDescription> rules)
    {
        _compiled = compiled;
        _options = options;
        _modulesAreV0 = modulesAreV0;
        _builtins = builtins;
        Data = data;
        Rules = rules;
        _program = new(() => ProgramOf(coverage: false));
        _programWithCoverage = new(() => ProgramOf(coverage: true));
    }

    /// <summary>Every definition of every module, in the order of the sources, for coverage and for finding tests.</summary>
    public IReadOnlyList<RuleDescription> Rules { get; }

    /// <summary>For each source the rows that an evaluation can reach (<see cref="ICoverageSink"/>): where a head or an expression
    /// begins, ascending.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> CoverableRows => RuleDescriptions.CoverableRows(_compiled);

    /// <summary>The base document.</summary>
    public RegoValue Data { get; }

    /// <summary>Reads and checks all modules together.</summary>
    /// <param name="modules">The policy texts; file names should differ.</param>
    /// <param name="data">The base document, an object; null for an empty one.</param>
    /// <param name="options">Null for Rego v1.</param>
    /// <returns>A policy that can be queried.</returns>
    /// <exception cref="RegoCompileException">A text is wrong; all faults of the stage that failed are listed.</exception>
    public static RegoPolicy Compile(IEnumerable<RegoSource> modules, RegoValue? data = null, RegoCompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(modules);
        RequireObject(data);
        options ??= RegoCompileOptions.Default;
        return Compile(Read(modules, options), data, options, OptionsOf(options));
    }

    /// <summary>Reads and checks the policies of a bundle over its data.</summary>
    /// <param name="bundle">The bundle; of several, <see cref="RegoBundle.Join"/> makes one.</param>
    /// <param name="options">Null for the defaults; the languages of the policies are those that the bundle gives.</param>
    /// <returns>A policy that can be queried.</returns>
    /// <exception cref="RegoCompileException">A text is wrong, or a rule stands where the bundle has data; all faults of the stage that
    /// failed are listed.</exception>
    public static RegoPolicy Compile(RegoBundle bundle, RegoCompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return Compile(bundle.Sources, bundle.Data, (options ?? RegoCompileOptions.Default) with { RefusesDataConflicts = true });
    }

    /// <summary>Compiles a query against these modules. Do it once and keep the result: it costs far more than an evaluation.</summary>
    /// <param name="query">A query in the Rego of the modules, such as <c>data.broker.decision</c>.</param>
    /// <returns>A query for any number of evaluations.</returns>
    /// <exception cref="RegoCompileException">The query is wrong.</exception>
    public PreparedQuery Prepare(string query) =>
        new(CompileQuery(query, _options), _program, _programWithCoverage, _modulesAreV0);

    /// <summary>Compiles a query of which a part of the input or of the data is unknown, for "when could this ever hold?".</summary>
    /// <param name="query">A query in the Rego of the modules, such as <c>data.broker.allow == true</c>.</param>
    /// <param name="unknowns">Paths such as <c>input.subject</c> or <c>data.reports</c>; none for the whole input.</param>
    /// <returns>A query for any number of partial evaluations.</returns>
    /// <exception cref="RegoCompileException">The query is wrong, or an unknown is no path below <c>input</c> or <c>data</c>.</exception>
    public PreparedPartialQuery PreparePartial(string query, params IReadOnlyList<string> unknowns)
    {
        ArgumentNullException.ThrowIfNull(unknowns);
        var compiled = CompileQuery(query, _options with { ComparisonsUnify = true });
        string[] paths = unknowns.Count == 0 ? ["input"] : [.. unknowns];
        return new PreparedPartialQuery(_compiled, compiled, _program, Array.ConvertAll(paths, UnknownPath.Parse), _modulesAreV0);
    }

    /// <summary>The same modules over other base data. Queries prepared before keep the data they were prepared with.</summary>
    /// <param name="data">The base document, an object.</param>
    /// <returns>A policy that shares the compiled modules.</returns>
    public RegoPolicy WithData(RegoValue data)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireObject(data);
        return new RegoPolicy(_compiled, _options, _modulesAreV0, _builtins, data, Rules);
    }

    private CompiledQuery CompileQuery(string query, CompileOptions options)
    {
        var parsed = Parser.ParseQuery("query", query, Version);
        if (parsed.Result is not { } body)
        {
            throw new RegoCompileException(parsed.Errors);
        }

        var outcome = PolicyCompiler.Compile(_compiled, body, options);
        return outcome.Result ?? throw new RegoCompileException(outcome.Errors);
    }

    internal static CompileOptions OptionsOf(RegoCompileOptions options) => new()
    {
        KeepPrint = options.KeepsPrint,
        IsStrict = options.IsStrict,
        UnsafeBuiltins = options.UnsafeBuiltins,
        Schemas = options.Schemas,
        ErrorsMax = options.ErrorsMax,
    };

    private static void RequireObject(RegoValue? data)
    {
        if (data is not null and not RegoObject)
        {
            throw new RegoCompileException([new RegoError(ErrorCodes.Compile, "the base document must be an object", Location.None)]);
        }
    }

    private Program ProgramOf(bool coverage) => new(
        _compiled.Modules.Select(static module => module.Source.Package.Path),
        _compiled.Modules.SelectMany(static module => module.Rules),
        _builtins,
        Data,
        coverage);
}
