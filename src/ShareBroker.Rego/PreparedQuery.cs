using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>A compiled query over one policy and one version of its data. Immutable; any number of threads may evaluate it at once.</summary>
public sealed class PreparedQuery
{
    internal PreparedQuery()
    {
    }

    /// <summary>Evaluates the query for one input. Same policy, data, input and environment give the same result.</summary>
    /// <param name="input">The input document; null when there is none (<c>input</c> is undefined).</param>
    /// <param name="budget">The most that this evaluation may cost.</param>
    /// <param name="environment">Clock, randomness and listeners.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>What was found; no bindings when undefined.</returns>
    /// <exception cref="RegoEvaluationException">A conflict, a budget, or a builtin when strict. Never to be read as yes.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public QueryResult Evaluate(
        RegoValue? input,
        EvaluationBudget budget,
        EvaluationEnvironment environment,
        CancellationToken cancellationToken) => throw new NotSupportedException();
}
