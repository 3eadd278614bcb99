using ShareBroker.Disclosure.Ordering;

namespace ShareBroker.Disclosure.Tests.World;

/// <summary>A real store of files whose updates fail when a test says: as if the process had died just then.</summary>
internal sealed class FailingOrders(IOrderStore store) : IOrderStore
{
    public Predicate<DisclosureFile> FailUpdate { get; set; } = static _ => false;

    /// <summary>The next look for a key finds nothing: as if somebody else adds its file just then.</summary>
    public bool MissKeyOnce { get; set; }

    public Task<DisclosureFile?> FindAsync(DisclosureId id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    public Task<DisclosureFile?> FindByKeyAsync(string keyDigest, CancellationToken cancellationToken)
    {
        if (MissKeyOnce)
        {
            MissKeyOnce = false;
            return Task.FromResult<DisclosureFile?>(null);
        }

        return store.FindByKeyAsync(keyDigest, cancellationToken);
    }

    public Task<DisclosureFile?> FindByAnswerAsync(long answerIndex, CancellationToken cancellationToken) =>
        store.FindByAnswerAsync(answerIndex, cancellationToken);

    public Task<bool> TryAddAsync(DisclosureFile file, CancellationToken cancellationToken) => store.TryAddAsync(file, cancellationToken);

    public Task<bool> TryUpdateAsync(DisclosureFile file, CancellationToken cancellationToken) =>
        FailUpdate(file) ? throw new LogUnavailableException() : store.TryUpdateAsync(file, cancellationToken);

    public Task<IReadOnlyList<DisclosureFile>> DueAsync(DateTimeOffset now, int countMax, CancellationToken cancellationToken) =>
        store.DueAsync(now, countMax, cancellationToken);

    public Task<IReadOnlyList<DisclosureFile>> ReleasesAsync(string caseId, AgencyId recipient, CancellationToken cancellationToken) =>
        store.ReleasesAsync(caseId, recipient, cancellationToken);
}
