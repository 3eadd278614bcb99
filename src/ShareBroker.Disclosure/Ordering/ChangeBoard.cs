using System.Collections.Concurrent;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>
/// Wakes those who watch a disclosure in this process. A missed wake-up costs time only: watchers also look by themselves.
/// </summary>
internal sealed class ChangeBoard
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiters = new(StringComparer.Ordinal);

    /// <summary>Completes at the next change of a disclosure; take it before looking at the state.</summary>
    public Task NextChangeOf(DisclosureId id) => _waiters
        .GetOrAdd(id.Value, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Tells of a change.</summary>
    public void Changed(DisclosureId id)
    {
        if (_waiters.TryRemove(id.Value, out var waiter))
        {
            waiter.TrySetResult();
        }
    }
}
