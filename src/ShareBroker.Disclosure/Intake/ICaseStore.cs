namespace ShareBroker.Disclosure.Intake;

/// <summary>
/// Keeps the cases. An implementer encrypts each case, the agencies' local ids in it most of all, and finds them by keyed digests.
/// What a write returned from is durable.
/// </summary>
public interface ICaseStore
{
    /// <summary>The case with an id; null when there is none.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<CaseRecord?> FindAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>The cases that link an agency's own local id, oldest first; empty when there is none.</summary>
    /// <exception cref="LogUnavailableException">The store cannot be read.</exception>
    Task<IReadOnlyList<CaseRecord>> FindLinkedAsync(AgencyId agency, string subjectId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a case over its earlier version and indexes its links. False, and nothing is written, when the stored version is not
    /// <c>record.Version - 1</c> (no case for version 1): somebody else was faster.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store cannot be written; whether the case stands is unknown.</exception>
    Task<bool> TryPutAsync(CaseRecord record, CancellationToken cancellationToken);
}
