using System.Runtime.CompilerServices;
using ShareBroker.Disclosure.Deciding;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;

namespace ShareBroker.Disclosure;

/// <summary>
/// The walk of a disclosure through its rooms: Intake, Deciding, Ordering, Fetching, Minimising, Recording. Safe for many threads.
/// Three rules: silence is a refusal; fetch after the permit, never before; no receipt, no data.
/// </summary>
public sealed class DisclosureDesk
{
    private readonly DisclosurePorts _ports;
    private readonly DisclosureSettings _settings;
    private readonly IntakeDesk _intake;
    private readonly OrderWalk _walk;
    private readonly PreviewBudget _budget;
    private readonly KeyedLock _locks;
    private readonly ChangeBoard _changes;

    /// <summary>Puts the rooms together.</summary>
    public DisclosureDesk(DisclosurePorts ports, DisclosureSettings settings)
    {
        _ports = ports;
        _settings = settings;
        _changes = new ChangeBoard();
        _locks = new KeyedLock();
        _intake = new IntakeDesk(ports, settings);
        _walk = new OrderWalk(ports, settings, _changes);
        _budget = new PreviewBudget(settings.PreviewsPerHourMax, ports.Time);
    }

    /// <summary>
    /// Decides, orders, fetches, minimises and records. The same key with the same request is the same disclosure: it resumes before the
    /// release; after it the same receipt comes back and the payload is fetched again while the order lasts.
    /// </summary>
    /// <exception cref="InvalidRequestException">The message breaks a limit; all faults at once.</exception>
    /// <exception cref="UnknownCallerException">The calling agency is not registered.</exception>
    /// <exception cref="IdempotencyConflictException">The key was used for another request.</exception>
    /// <exception cref="LogUnavailableException">Nothing was disclosed; the same call may work later.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; an order that stands goes on waiting.</exception>
    public async Task<DisclosureAnswer> DiscloseAsync(
        Caller caller, IdempotencyKey key, DisclosureTerms terms, CancellationToken cancellationToken)
    {
        var started = _ports.Time.GetTimestamp();
        var fresh = await _intake.OpenAsync(caller, key, terms, referred: null, cancellationToken);
        using var turn = await _locks.AcquireAsync(fresh.KeyDigest, cancellationToken);
        var known = await KnownAsync(fresh, cancellationToken);
        var answer = known is null ? await _walk.BeginAsync(fresh, isFresh: true, caller, cancellationToken) : null;
        answer ??= await _walk.ResumeAsync(
            known ?? await KnownAsync(fresh, cancellationToken) ?? throw new LogUnavailableException(), caller, cancellationToken);
        await HoldRefusalAsync(answer, started, cancellationToken);
        return answer;
    }

    /// <summary>The same walk with a payload that its holder, the caller, brings: no order and no fetch.</summary>
    /// <exception cref="DisclosureException">As for <see cref="DiscloseAsync"/>.</exception>
    public async Task<DisclosureAnswer> ReferAsync(
        Caller caller, IdempotencyKey key, DisclosureTerms terms, IReadOnlyList<HeldValue> values, CancellationToken cancellationToken)
    {
        var started = _ports.Time.GetTimestamp();
        ReferralWalk.Check(values, _settings.Fetch);
        var fresh = await _intake.OpenAsync(caller, key, terms, values, cancellationToken);
        using var turn = await _locks.AcquireAsync(fresh.KeyDigest, cancellationToken);
        var file = await KnownAsync(fresh, cancellationToken)
            ?? (await _ports.Orders.TryAddAsync(fresh, cancellationToken) ? fresh : await KnownAsync(fresh, cancellationToken))
            ?? throw new LogUnavailableException();
        var answer = await _walk.ReferAsync(file, values, cancellationToken);
        await HoldRefusalAsync(answer, started, cancellationToken);
        return answer;
    }

    /// <summary>Decides without disclosing anything. It has a receipt and counts against the agency's budget.</summary>
    /// <exception cref="BudgetExhaustedException">The agency has used up its previews.</exception>
    /// <exception cref="DisclosureException">As for <see cref="DiscloseAsync"/>.</exception>
    public async Task<DisclosureAnswer> PreviewAsync(Caller caller, DisclosureTerms terms, CancellationToken cancellationToken) =>
        (await ExplainAsync(caller, terms, cancellationToken)).Answer;

    /// <summary>
    /// A preview together with the ids of the rules that decided. Only a data protection officer may be handed the rules.
    /// </summary>
    /// <exception cref="DisclosureException">As for <see cref="PreviewAsync"/>.</exception>
    public async Task<ExplainedDecision> ExplainAsync(Caller caller, DisclosureTerms terms, CancellationToken cancellationToken)
    {
        var started = _ports.Time.GetTimestamp();
        var file = await _intake.OpenAsync(caller, key: null, terms, referred: null, cancellationToken);
        _budget.Spend(caller.Agency);
        var explained = await _walk.PreviewAsync(file, cancellationToken);
        await HoldRefusalAsync(explained.Answer, started, cancellationToken);
        return explained;
    }

    /// <summary>
    /// A disclosure of the caller's agency as it stands; after a release the payload is fetched again while the order lasts.
    /// </summary>
    /// <exception cref="NotFoundException">There is none, or it is another agency's.</exception>
    /// <exception cref="LogUnavailableException">A store cannot be read or written.</exception>
    public async Task<DisclosureAnswer> GetAsync(Caller caller, DisclosureId id, CancellationToken cancellationToken)
    {
        var seen = await FindAsync(caller, id, cancellationToken);
        using var turn = await _locks.AcquireAsync(seen.KeyDigest, cancellationToken);
        return await _walk.ShowAsync(await FindAsync(caller, id, cancellationToken), caller, cancellationToken);
    }

    /// <summary>The state at once and after each change; ends with the final one.</summary>
    /// <exception cref="DisclosureException">As for <see cref="GetAsync"/>.</exception>
    public async IAsyncEnumerable<DisclosureAnswer> WatchAsync(
        Caller caller, DisclosureId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DisclosureState? shown = null;
        while (true)
        {
            var change = _changes.NextChangeOf(id);
            var file = await FindAsync(caller, id, cancellationToken);
            if (file.State != shown && file.State != DisclosureState.Received)
            {
                shown = file.State;
                var answer = await GetAsync(caller, id, cancellationToken);
                shown = answer.State;
                yield return answer;
                if (answer.State is not (DisclosureState.Ordered or DisclosureState.Waiting))
                {
                    yield break;
                }
            }

            // Another replica may have moved it, so the watcher also looks by itself.
            await Task.WhenAny(change, Task.Delay(_settings.LookInterval, _ports.Time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Resumes every waiting order whose time has come; the worker calls it again and again. Returns how many it worked on.
    /// </summary>
    /// <exception cref="LogUnavailableException">A store cannot be read or written.</exception>
    internal async Task<int> ResumeDueAsync(CancellationToken cancellationToken)
    {
        var due = await _ports.Orders.DueAsync(_ports.Time.GetUtcNow(), _settings.AttemptsAtOnceMax * 4, cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _settings.AttemptsAtOnceMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, options, async (file, token) =>
        {
            using var turn = await _locks.AcquireAsync(file.KeyDigest, token);
            if (await _ports.Orders.FindAsync(file.Id, token) is { IsFinal: false } current
                && current.NextAttempt <= _ports.Time.GetUtcNow())
            {
                await _walk.ResumeUnaskedAsync(current, token);
            }
        });
        return due.Count;
    }

    private async Task<DisclosureFile?> KnownAsync(DisclosureFile fresh, CancellationToken cancellationToken)
    {
        var file = await _ports.Orders.FindByKeyAsync(fresh.KeyDigest, cancellationToken);
        return file is null || file.RequestDigest == fresh.RequestDigest ? file : throw new IdempotencyConflictException();
    }

    private async Task<DisclosureFile> FindAsync(Caller caller, DisclosureId id, CancellationToken cancellationToken) =>
        await _ports.Orders.FindAsync(id, cancellationToken) is { } file
            && (file.Caller == caller.Agency || file.Recipient == caller.Agency)
            ? file
            : throw new NotFoundException("disclosure");

    private async Task HoldRefusalAsync(DisclosureAnswer answer, long started, CancellationToken cancellationToken)
    {
        var grid = _settings.RefusalGrid;
        if (answer.Effect == Policies.Effect.Deny && grid > TimeSpan.Zero)
        {
            var spent = _ports.Time.GetElapsedTime(started);
            await Task.Delay(TimeSpan.FromTicks(grid.Ticks - (spent.Ticks % grid.Ticks)), _ports.Time, cancellationToken);
        }
    }
}
