namespace ShareBroker.Disclosure.Ordering;

/// <summary>
/// Keeps the files of disclosures. An implementer encrypts them; what a write returned from is durable; keys are unique for good,
/// across replicas and restarts.
/// </summary>
public interface IOrderStore
{
    /// <summary>The file with an id; null when there is none.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<DisclosureFile?> FindAsync(DisclosureId id, CancellationToken cancellationToken);

    /// <summary>The file with a key digest; null when there is none.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<DisclosureFile?> FindByKeyAsync(string keyDigest, CancellationToken cancellationToken);

    /// <summary>The file whose answer stands at an index of the log; null when there is none.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<DisclosureFile?> FindByAnswerAsync(long answerIndex, CancellationToken cancellationToken);

    /// <summary>Adds a file; false, and nothing is written, when its key digest is taken.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be written; whether the file stands is unknown.</exception>
    Task<bool> TryAddAsync(DisclosureFile file, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a file over its earlier version; false, and nothing is written, when the stored version is not <c>file.Version - 1</c>.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store cannot be written; whether the change stands is unknown.</exception>
    Task<bool> TryUpdateAsync(DisclosureFile file, CancellationToken cancellationToken);

    /// <summary>Files that are not final and whose next attempt is due, the longest due first.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<IReadOnlyList<DisclosureFile>> DueAsync(DateTimeOffset now, int countMax, CancellationToken cancellationToken);

    /// <summary>Released files about a case whose recipient is an agency, oldest first.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<IReadOnlyList<DisclosureFile>> ReleasesAsync(string caseId, AgencyId recipient, CancellationToken cancellationToken);
}
