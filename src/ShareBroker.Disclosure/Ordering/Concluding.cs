using ShareBroker.Disclosure.Deciding;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>
/// How a file ends or pauses: the statement first, then the file, then the answer. From the statement on nothing listens to the caller's
/// cancellation.
/// </summary>
internal sealed class Concluding(Rooms rooms)
{
    /// <summary>A refusal before anything was ordered, by a draft whose decision is kept already.</summary>
    public async Task<DisclosureAnswer> DenyAsync(DisclosureFile file, DenialDraft draft, Judgement judgement, Caller? asker)
    {
        var told = rooms.Explaining.Tell(judgement, []);
        var entry = await rooms.Recorder.AppendAsync(draft);
        file = await SaveAsync(Final(file, DisclosureState.Denied, entry, told));
        return AnswerOf(file, entry, asker, received: null);
    }

    /// <summary>The end of an order that delivered nothing.</summary>
    public async Task<DisclosureAnswer> CloseAsync(
        DisclosureFile file, Judgement judgement, ReleaseOutcome outcome, IReadOnlyList<MinimisedField> withheld, Caller? asker)
    {
        var state = outcome switch
        {
            ReleaseOutcome.Declined => DisclosureState.Declined,
            ReleaseOutcome.NotDelivered => DisclosureState.Expired,
            ReleaseOutcome.RefusedAnswer => DisclosureState.RefusedAnswer,
            _ => DisclosureState.Denied,
        };
        var told = rooms.Explaining.Tell(judgement, Explaining.OutcomesOf(withheld));
        var entry = await rooms.Recorder.DecideAsync(Drafting.Release(file, judgement, outcome, withheld, file.AnswerJti), judgement);
        file = await SaveAsync(Final(file, state, entry, told));
        return AnswerOf(file, entry, asker, received: null);
    }

    /// <summary>A release on an order; the payload leaves after the entry is durable.</summary>
    public async Task<DisclosureAnswer> ReleaseAsync(
        DisclosureFile file, Judgement judgement, IReadOnlyList<MinimisedField> fields, IReadOnlyList<ReleasedPath> released, string jti,
            Caller? asker)
    {
        var told = rooms.Explaining.Tell(judgement, Explaining.OutcomesOf(fields));
        var entry = await rooms.Recorder.DecideAsync(
            Drafting.Release(file, judgement, ReleaseOutcome.Released, fields, jti), judgement);
        file = await SaveAsync(
            Final(file, DisclosureState.Released, entry, told) with { AnswerJti = jti, Released = released, ConfirmationIndex = null });
        return AnswerOf(file, entry, asker, fields);
    }

    /// <summary>A referral: what its holder brought, as the recipient may have it.</summary>
    public async Task<DisclosureAnswer> ReferAsync(
        DisclosureFile file, Judgement judgement, IReadOnlyList<MinimisedField> fields, IReadOnlyList<ReleasedPath> released, Caller asker)
    {
        var told = rooms.Explaining.Tell(judgement, Explaining.OutcomesOf(fields));
        var entry = await rooms.Recorder.DecideAsync(Drafting.Referral(file, judgement, fields), judgement);
        file = await SaveAsync(Final(file, DisclosureState.Released, entry, told) with { Released = released });
        return AnswerOf(file, entry, asker, fields);
    }

    /// <summary>The order goes on waiting.</summary>
    public async Task<DisclosureAnswer> WaitAsync(
        DisclosureFile file, RecordedEntry order, Judgement judgement, Grant grant, DateTimeOffset? retryTime, Caller? asker)
    {
        var now = rooms.Ports.Time.GetUtcNow();
        var attempts = file.Attempts + 1;
        var backoff = TimeSpan.FromTicks(Math.Min(
            rooms.Settings.AttemptIntervalMax.Ticks, rooms.Settings.AttemptInterval.Ticks * (1L << Math.Min(attempts - 1, 20))));
        var next = now + backoff;
        if (retryTime is { } asked && asked > now)
        {
            next = asked < now + rooms.Settings.AttemptIntervalMax ? asked : now + rooms.Settings.AttemptIntervalMax;
        }

        // Never beyond the end of the order: then it is time to close it.
        file = await SaveAsync(file with
        {
            State = DisclosureState.Waiting,
            Attempts = attempts,
            NextAttempt = next < file.ExpireTime ? next : file.ExpireTime,
            Told = rooms.Explaining.Tell(judgement, Explaining.OutcomesOf(grant)),
            Version = file.Version + 1,
        });
        return AnswerOf(file, order, asker, received: null);
    }

    /// <summary>Writes a file over its earlier version; when somebody else was faster, theirs stands.</summary>
    public async Task<DisclosureFile> SaveAsync(DisclosureFile file)
    {
        var stands = await rooms.Ports.Orders.TryUpdateAsync(file, CancellationToken.None);
        rooms.Changes.Changed(file.Id);
        return stands ? file : await rooms.Ports.Orders.FindAsync(file.Id, CancellationToken.None) ?? throw new LogUnavailableException();
    }

    /// <summary>Puts an answer together. Values go to whoever receives them and to nobody else.</summary>
    public static DisclosureAnswer AnswerOf(
        DisclosureFile file, RecordedEntry entry, Caller? asker, IReadOnlyList<MinimisedField>? received)
    {
        var mine = received is not null && MayReceive(file, asker) ? received : null;
        return new DisclosureAnswer
        {
            Id = file.Id,
            State = file.State,
            Effect = file.Told?.Effect ?? Effect.Deny,
            Reasons = file.Told?.Reasons ?? [],
            Fields = file.Told?.Fields ?? [],
            Obligations = file.Told?.Obligations ?? [],
            // A null array would become an empty memory here, not an absent one.
            Payload = mine is null ? (ReadOnlyMemory<byte>?)null : Minimiser.PayloadOf(mine),
            Receipt = Recorder.ReceiptFor(file, entry, asker?.Agency, mine ?? []),
            ReceiptIndex = entry.Index,
            ExpireTime = file.ExpireTime,
        };
    }

    /// <summary>Whether this very person receives the payload: the recipient that was decided on, or the holder who brought it.</summary>
    public static bool MayReceive(DisclosureFile file, Caller? asker)
    {
        if (asker is null)
        {
            return false;
        }

        var isCaller = asker.Agency == file.Caller && IsSame(asker.Person, file.Person);
        return file switch
        {
            { Kind: FileKind.Referral } => isCaller,
            { Terms.Recipient: { } recipient } => asker.Agency == file.Recipient && IsSame(asker.Person, recipient.Actor),
            _ => isCaller,
        };
    }

    /// <summary>Every path of a grant, withheld; what the broker held of it is sealed.</summary>
    public static IReadOnlyList<MinimisedField> AllWithheld(IEnumerable<MinimisedField> fields) =>
        [.. fields.Select(static field =>
            new MinimisedField { Path = field.Path, Action = FieldActionKind.Withhold, Source = field.Source })];

    private static bool IsSame(Actor one, Actor other) => one.Id == other.Id && one.Role == other.Role;

    private static DisclosureFile Final(DisclosureFile file, DisclosureState state, RecordedEntry entry, ToldAnswer told) => file with
    {
        State = state,
        AnswerIndex = entry.Index,
        Told = told,
        NextAttempt = null,
        Version = file.Version + 1,
    };
}
