namespace ShareBroker.Disclosure.Registers;

/// <summary>
/// Keeps the rows of the registers. An implementer encrypts rows and keys; what <see cref="PutAsync"/> returned from is durable.
/// </summary>
public interface IRegisterStore
{
    /// <summary>The row at a key; null when there is none.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<RegisterRecord?> FindAsync(RegisterKey key, CancellationToken cancellationToken);

    /// <summary>Writes a row over whatever stood at its key.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be written; whether the row stands is unknown.</exception>
    Task PutAsync(RegisterRecord record, CancellationToken cancellationToken);
}
