namespace ShareBroker.Disclosure.Recording;

/// <summary>
/// Keeps what each decision was made from, by the identifier of its statement. An implementer encrypts every body and finds it by a keyed
/// digest.
/// </summary>
public interface IDecisionInputs
{
    /// <summary>Keeps a decision; durable when it returns. Called before the statement is appended, so that no entry lacks it.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be written.</exception>
    Task SaveAsync(string jti, KeptDecision decision, CancellationToken cancellationToken);

    /// <summary>The decision of a statement; null when it was destroyed or never was.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<KeptDecision?> FindAsync(string jti, CancellationToken cancellationToken);

    /// <summary>Destroys it for good, together with the receipt's secret. Tells whether there was one.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be written; whether it stands is unknown.</exception>
    Task<bool> DestroyAsync(string jti, CancellationToken cancellationToken);
}
