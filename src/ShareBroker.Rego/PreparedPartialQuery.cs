using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Residuals;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>A query some of whose input or data is unknown. Immutable; any number of threads may evaluate it at once.</summary>
public sealed class PreparedPartialQuery
{
    private readonly CompiledPolicy _policy;
    private readonly CompiledQuery _query;
    private readonly Lazy<Program> _program;
    private readonly IReadOnlyList<UnknownPath> _unknowns;
    private readonly string _prefix;
    private readonly bool _isOlderLanguage;

    internal PreparedPartialQuery(
        CompiledPolicy policy, CompiledQuery query, Lazy<Program> program, IReadOnlyList<UnknownPath> unknowns, bool isOlderLanguage)
    {
        _isOlderLanguage = isOlderLanguage;
        _policy = policy;
        _query = query;
        _program = program;
        _unknowns = unknowns;
        _prefix = FreshVars.PrefixFor(policy, query);
    }

    /// <summary>Evaluates as far as the unknown has no say, with the clock and the random numbers of this machine.</summary>
    /// <param name="input">What is known of the input; null when nothing is. What it has at an unknown path is not looked at.</param>
    /// <param name="budget">The most that this evaluation may cost. A policy that branches too much ends in an error.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>The conditions that are left.</returns>
    /// <exception cref="RegoEvaluationException">A budget was reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public PartialResult Evaluate(RegoValue? input, EvaluationBudget budget, CancellationToken cancellationToken) =>
        Evaluate(input, budget, EvaluationEnvironment.System, cancellationToken);

    /// <summary>Evaluates as far as the unknown has no say and tells what is left.</summary>
    /// <param name="input">What is known of the input; null when nothing is. What it has at an unknown path is not looked at.</param>
    /// <param name="budget">The most that this evaluation may cost. A policy that branches too much ends in an error.</param>
    /// <param name="environment">Clock, randomness and listeners. Functions whose value differs from time to time are left in the
    /// result; coverage is not told.</param>
    /// <param name="cancellationToken">The caller's way to give up.</param>
    /// <returns>The conditions that are left.</returns>
    /// <exception cref="RegoEvaluationException">A budget was reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public PartialResult Evaluate(
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
            var meter = PreparedQuery.MeterOf(budget, environment, cancellationToken);
            var builtins = PreparedQuery.ContextOf(meter, environment, _isOlderLanguage);
            var known = new KnownParts(_program.Value, run => run.Begin(input, meter, builtins, environment, budget.DepthMax));
            var evaluator = new PartialEvaluator(
                _policy,
                _program.Value,
                new UnknownReach(_policy, _unknowns),
                known,
                meter,
                new FreshVars(_prefix),
                budget.DepthMax,
                input);
            var bodies = evaluator.Query(_query);
            return new PartialResult(bodies, evaluator.Support);
        }
        catch (BudgetExceededException exceeded)
        {
            throw new RegoEvaluationException(new RegoError(exceeded.Code, exceeded.Message, Location.None), exceeded);
        }
    }
}
