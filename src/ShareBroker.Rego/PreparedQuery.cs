using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>A compiled query over one policy and one version of its data. Immutable; any number of threads may evaluate it at
/// once.</summary>
public sealed class PreparedQuery
{
    private readonly Lazy<QueryPlan> _plan;
    private readonly Lazy<QueryPlan> _planWithCoverage;

    private readonly bool _isOlderLanguage;

    internal PreparedQuery(CompiledQuery query, Lazy<Program> program, Lazy<Program> programWithCoverage, bool isOlderLanguage)
    {
        _isOlderLanguage = isOlderLanguage;
        _plan = new(() => QueryPlan.Of(program.Value, query));
        _planWithCoverage = new(() => QueryPlan.Of(programWithCoverage.Value, query));
    }

    /// <summary>Evaluates the query for one input with the clock and the random numbers of this machine.</summary>
    /// <param name="input">The input document; null when there is none (<c>input</c> is undefined).</param>
    /// <param name="budget">The most that this evaluation may cost.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>What was found; no bindings when undefined.</returns>
    /// <exception cref="RegoEvaluationException">A conflict or a budget. Never to be read as yes.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public QueryResult Evaluate(RegoValue? input, EvaluationBudget budget, CancellationToken cancellationToken) =>
        Evaluate(input, budget, EvaluationEnvironment.System, cancellationToken);

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
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(environment);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var meter = MeterOf(budget, environment, cancellationToken);
            var builtins = ContextOf(meter, environment, _isOlderLanguage);
            var plan = (environment.Coverage is null ? _plan : _planWithCoverage).Value;
            var run = plan.Program.Executions.Rent();
            run.Begin(input, meter, builtins, environment, budget.DepthMax);
            var result = plan.Run(run);
            run.End();
            plan.Program.Executions.Return(run);
            return result;
        }
        catch (BudgetExceededException exceeded)
        {
            throw new RegoEvaluationException(new RegoError(exceeded.Code, exceeded.Message, Location.None), exceeded);
        }
    }

    internal static EvaluationMeter MeterOf(
        EvaluationBudget budget, EvaluationEnvironment environment, CancellationToken cancellationToken) =>
        new(budget.StepsMax, budget.Time, budget.MemoryMaxBytes, budget.OutputMaxBytes, environment.Time, cancellationToken);

    internal static BuiltinContext ContextOf(EvaluationMeter meter, EvaluationEnvironment environment, bool isOlderLanguage) =>
        new(meter, Nanoseconds(environment.Time), environment.FillRandom) { IsOlderLanguage = isOlderLanguage };

    internal static long Nanoseconds(TimeProvider time) =>
        checked((time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick);
}
