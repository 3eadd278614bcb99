using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Policies.Deciding;

/// <summary>Asks the policies in force.</summary>
public interface IDecisionPoint
{
    /// <summary>Name and version of the engine, such as <c>embedded/0.1.0</c>; stands in statements.</summary>
    string Engine { get; }

    /// <summary>The policies in force.</summary>
    ActivePolicy Policy { get; }

    /// <summary>The words of these policies.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>
    /// The point that asks the policies in force now and goes on asking the same ones: whoever asks twice, or needs to know afterwards
    /// which
    /// policies decided, takes it once. Itself where policies are never exchanged.
    /// </summary>
    IDecisionPoint Current => this;

    /// <summary>
    /// Decides one request. An implementer never throws for what a policy or an engine does: silence, error, limit and a malformed
    /// decision are all the outcome <see cref="Decision.SystemUnavailable"/> with a fault code.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken);
}
