using Microsoft.Extensions.Logging;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Opa;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Server.Start;

/// <summary>Logs what an engine could not decide, by its code alone. That two engines differ is an error: somebody must look at
/// once.</summary>
internal sealed class LoggedDecisionPoint(IDecisionPoint point, OpaDecisionPoint? opa, ILogger logger) : IDecisionPoint, IDisposable
{
    /// <inheritdoc />
    public string Engine => point.Engine;

    /// <inheritdoc />
    public ActivePolicy Policy => point.Policy;

    /// <inheritdoc/>
    public Vocabulary Vocabulary => point.Vocabulary;

    /// <inheritdoc />
    public async Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken)
    {
        var outcome = await point.DecideAsync(input, cancellationToken);
        if (outcome.Fault == ComparingDecisionPoint.Differ)
        {
            StartLog.EnginesDiffer(logger, point.Policy.Revision);
        }
        else if (outcome.Fault is { } fault)
        {
            StartLog.NoDecision(logger, fault, point.Engine);
        }

        return outcome;
    }

    /// <inheritdoc />
    public void Dispose() => opa?.Dispose();
}
