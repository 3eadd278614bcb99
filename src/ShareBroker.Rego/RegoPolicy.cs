using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>Compiled modules and base data, immutable and safe for many threads.</summary>
public sealed class RegoPolicy
{
    private RegoPolicy(IReadOnlyList<RuleDescription> rules) => Rules = rules;

    /// <summary>Every definition of every module, in the order of the sources, for coverage and for finding tests.</summary>
    public IReadOnlyList<RuleDescription> Rules { get; }

    /// <summary>Reads and checks all modules together.</summary>
    /// <param name="modules">The policy texts; file names should differ.</param>
    /// <param name="data">The base document, an object; null for an empty one.</param>
    /// <param name="options">Null for Rego v1.</param>
    /// <returns>A policy that can be queried.</returns>
    /// <exception cref="RegoCompileException">A text is wrong; all faults of the stage that failed are listed.</exception>
    public static RegoPolicy Compile(IEnumerable<RegoSource> modules, RegoValue? data = null, RegoCompileOptions? options = null) =>
        throw new NotSupportedException();

    /// <summary>Compiles a query against these modules. Do it once and keep the result: it costs far more than an evaluation.</summary>
    /// <param name="query">A Rego v1 query, such as <c>data.broker.decision</c>.</param>
    /// <returns>A query for any number of evaluations.</returns>
    /// <exception cref="RegoCompileException">The query is wrong.</exception>
    public PreparedQuery Prepare(string query) => throw new NotSupportedException();

    /// <summary>The same modules over other base data. Queries prepared before keep the data they were prepared with.</summary>
    /// <param name="data">The base document, an object.</param>
    /// <returns>A policy that shares the compiled modules.</returns>
    public RegoPolicy WithData(RegoValue data) => throw new NotSupportedException();
}
