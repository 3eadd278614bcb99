using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Deciding;

/// <summary>A decision point that also takes inputs of any shape, as files of scenarios hold them.</summary>
public interface IDecisionEngine : IDecisionPoint
{
    /// <summary>Decides as <see cref="IDecisionPoint.DecideAsync(DecisionInput, CancellationToken)"/> does, and throws as little.</summary>
    /// <param name="input">The value that policies see as <c>input</c>.</param>
    /// <param name="requestedPaths">The paths it asks for; a permit must speak of exactly these.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<DecisionOutcome> DecideAsync(RegoValue input, IReadOnlyCollection<string> requestedPaths, CancellationToken cancellationToken);
}
