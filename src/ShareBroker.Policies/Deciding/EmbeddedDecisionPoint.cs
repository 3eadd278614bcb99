using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Deciding;

/// <summary>Decides with ShareBroker.Rego in this process. Safe for many threads; one prepared query serves all of them.</summary>
public sealed class EmbeddedDecisionPoint : IDecisionEngine
{
    /// <summary>The query that is asked.</summary>
    public const string EntryPoint = "data.sharebroker.disclosure.decision";

    private readonly PreparedQuery _query;
    private readonly EvaluationBudget _budget;
    private readonly EvaluationEnvironment _environment;

    /// <summary>Prepares the entry point of a policy set.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="leafIndex">Index of their activation entry; negative without a log.</param>
    /// <param name="budget">What one decision may cost.</param>
    /// <param name="environment">Clock and randomness of the evaluation.</param>
    public EmbeddedDecisionPoint(PolicySet policies, long leafIndex, EvaluationBudget budget, EvaluationEnvironment environment)
    {
        _query = policies.Compiled.Prepare(EntryPoint);
        _budget = budget;
        _environment = environment;
        Policy = new ActivePolicy(policies.Revision, policies.Sha256, leafIndex, policies.Regimes);
        Vocabulary = policies.Vocabulary;
    }

    /// <inheritdoc/>
    public string Engine { get; } = "embedded/" + typeof(RegoPolicy).Assembly.GetName().Version!.ToString(3);

    /// <inheritdoc/>
    public ActivePolicy Policy { get; }

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken) =>
        Task.FromResult(Decide(input.ToValue(), [.. input.Request.Fields.Select(field => field.Path)], cancellationToken));

    /// <inheritdoc/>
    public Task<DecisionOutcome> DecideAsync(
        RegoValue input, IReadOnlyCollection<string> requestedPaths, CancellationToken cancellationToken) =>
        Task.FromResult(Decide(input, requestedPaths, cancellationToken));

    /// <summary>Decides on an input of any shape, as a file may hold it.</summary>
    /// <param name="input">The value that policies see as <c>input</c>.</param>
    /// <param name="requestedPaths">The paths it asks for.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public DecisionOutcome Decide(RegoValue input, IReadOnlyCollection<string> requestedPaths, CancellationToken cancellationToken)
    {
        try
        {
            var value = _query.Evaluate(input, _budget, _environment, cancellationToken).Value;
            return value is null
                ? new DecisionOutcome(Decision.SystemUnavailable, "undefined")
                : new DecisionOutcome(Decision.Read(value, requestedPaths), Fault: null);
        }
        catch (RegoException fault)
        {
            return new DecisionOutcome(Decision.SystemUnavailable, fault.Code);
        }
        catch (PolicyException fault)
        {
            return new DecisionOutcome(Decision.SystemUnavailable, fault.Code);
        }
    }
}
