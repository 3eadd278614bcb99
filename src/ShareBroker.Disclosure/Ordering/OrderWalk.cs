using ShareBroker.Disclosure.Deciding;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>The way of one file from its first decision to its end. The caller holds the file's lock.</summary>
internal sealed class OrderWalk
{
    private readonly Rooms _rooms;
    private readonly Concluding _concluding;
    private readonly Recovering _recovering;
    private readonly ReferralWalk _referrals;

    public OrderWalk(DisclosurePorts ports, DisclosureSettings settings, ChangeBoard changes)
    {
        _rooms = new Rooms(ports, settings, changes);
        _concluding = new Concluding(_rooms);
        _recovering = new Recovering(_rooms, _concluding);
        _referrals = new ReferralWalk(_rooms, _concluding, _recovering);
    }

    /// <summary>
    /// Decides for the first time; on a permit the order is durable before anybody asks the holder. A file that is not stored yet is
    /// stored with what the decision was made from, before anything is in the log: one wait for the disk instead of two.
    /// </summary>
    /// <returns>The answer; null when the key of a fresh file is taken, and then nothing was recorded.</returns>
    public async Task<DisclosureAnswer?> BeginAsync(DisclosureFile file, bool isFresh, Caller? asker, CancellationToken cancellationToken)
    {
        var judgement = await JudgeAsync(file, evidence: null, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var grant = judgement.IsPermit ? Grant.Of(judgement.Decision, PathsOf(file)) : null;
        var expires = _rooms.Ports.Time.GetUtcNow() + _rooms.Settings.OrderLifetime;
        DecisionDraft draft = grant is null
            ? Drafting.Denial(file, judgement, file.AnswerJti)
            : Drafting.Order(file, judgement, grant, expires);
        if (!await KeepAsync(file, isFresh, draft, judgement))
        {
            return null;
        }

        if (draft is DenialDraft denial)
        {
            return await _concluding.DenyAsync(file, denial, judgement, asker);
        }

        var order = await _rooms.Recorder.AppendAsync(draft);

        // Not written yet: until the order ends or waits, the identifier in the file finds the entry, which says the same.
        file = file with { State = DisclosureState.Ordered, OrderIndex = order.Index, ExpireTime = expires };
        try
        {
            return await AttemptAsync(file, order, judgement, grant!, asker, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _concluding.SaveAsync(file with { Version = file.Version + 1 });
            throw;
        }
    }

    /// <summary>Goes on where a file stands, after the same request came again, after a crash or when a wait is over.</summary>
    public async Task<DisclosureAnswer> ResumeAsync(DisclosureFile file, Caller? asker, CancellationToken cancellationToken)
    {
        file = await _recovering.RecoverAsync(file, cancellationToken);
        if (file.IsFinal)
        {
            return await ShowAsync(file, asker, cancellationToken);
        }

        if (file.Kind == FileKind.Referral)
        {
            // It was taken in and never recorded: only its holder, who has the payload, can go on with it.
            throw new NotFoundException("disclosure");
        }

        if (file.OrderIndex is null)
        {
            return (await BeginAsync(file, isFresh: false, asker, cancellationToken))!;
        }

        var (order, first, grant) = await OrderOfAsync(file, cancellationToken);
        return await AttemptAsync(file, order, first, grant, asker, cancellationToken);
    }

    /// <summary>As <see cref="ResumeAsync"/>, with nobody there to hear the answer.</summary>
    public async Task ResumeUnaskedAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        file = await _recovering.RecoverAsync(file, cancellationToken);
        if (file is { Kind: FileKind.Referral, IsFinal: false })
        {
            await _concluding.SaveAsync(file with { NextAttempt = null, Version = file.Version + 1 });
        }
        else if (!file.IsFinal)
        {
            await ResumeAsync(file, asker: null, cancellationToken);
        }
    }

    /// <summary>The answer as it stands; a release is fetched again for whoever receives it.</summary>
    public async Task<DisclosureAnswer> ShowAsync(DisclosureFile file, Caller? asker, CancellationToken cancellationToken)
    {
        if (file.State == DisclosureState.Received)
        {
            return await ResumeAsync(file, asker, cancellationToken);
        }

        var jti = file.IsFinal ? file.AnswerJti : file.OrderJti;
        var entry = await _rooms.Recorder.FindAsync(jti, cancellationToken) ?? throw new LogUnavailableException();
        var mayFetch = file is { State: DisclosureState.Released, Kind: FileKind.Request } && Concluding.MayReceive(file, asker) &&
            entry.Secret is not null && _rooms.Ports.Time.GetUtcNow() < file.ExpireTime;
        return mayFetch ? await FetchAgainAsync(file, entry, asker!, cancellationToken)
            : Concluding.AnswerOf(file, entry, asker, received: null);
    }

    /// <summary>Decides and records, and nothing else.</summary>
    public async Task<ExplainedDecision> PreviewAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        var judgement = await JudgeAsync(file, evidence: null, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var grant = Grant.Of(judgement.Decision, PathsOf(file));
        var entry = await _rooms.Recorder.DecideAsync(Drafting.Preview(file, judgement, file.AnswerJti), judgement);
        file = file with
        {
            State = judgement.IsPermit ? DisclosureState.Released : DisclosureState.Denied,
            Told = _rooms.Explaining.Tell(judgement, Explaining.OutcomesOf(grant)),
        };
        var answer = Concluding.AnswerOf(file, entry, new Caller(file.Caller, file.Person), received: null);
        return new ExplainedDecision(answer, judgement.Decision.Reasons, judgement.Decision.Rules);
    }

    /// <summary>A referral, fresh or again.</summary>
    public Task<DisclosureAnswer> ReferAsync(DisclosureFile file, IReadOnlyList<HeldValue> values, CancellationToken cancellationToken) =>
        _referrals.ReferAsync(file, values, cancellationToken);

    // What queues together is written together.
    private async Task<bool> KeepAsync(DisclosureFile file, bool isFresh, DecisionDraft draft, Judgement judgement)
    {
        var adding = isFresh ? _rooms.Ports.Orders.TryAddAsync(file, CancellationToken.None) : Task.FromResult(result: true);
        var keeping = _rooms.Recorder.KeepAsync(draft, judgement);
        var remembering = _rooms.Intake.RememberRoleAsync(file, CancellationToken.None);
        await Task.WhenAll(adding, keeping, remembering);
        if (await adding)
        {
            return true;
        }

        await _rooms.Ports.Inputs.DestroyAsync(draft.Jti!, CancellationToken.None);
        return false;
    }

    private async Task<DisclosureAnswer> AttemptAsync(
        DisclosureFile file, RecordedEntry order, Judgement first, Grant grant, Caller? asker, CancellationToken cancellationToken)
    {
        if (_rooms.Ports.Time.GetUtcNow() >= file.ExpireTime)
        {
            return await _concluding.CloseAsync(file, first, ReleaseOutcome.NotDelivered, Nothing(grant), asker);
        }

        var (answer, sent) = await AskHolderAsync(file, order, first.Gathered, grant, cancellationToken);
        switch (answer)
        {
            case HolderAnswer.Values values when AnswerChecking.Check(values, sent, out _) is { } record:
                return await DecideAgainAsync(file, grant, record, sent, asker, cancellationToken);
            case HolderAnswer.Declined declined:
                return await DeclineAsync(file, grant, declined.Text, asker, cancellationToken);
            case HolderAnswer.Pending pending:
                return await _concluding.WaitAsync(file, order, first, grant, pending.RetryTime, asker);
            case HolderAnswer.Away:
                return await _concluding.WaitAsync(file, order, first, grant, retryTime: null, asker);
            default:
                var refused = Judging.Refuse(first, Decision.SystemUnavailableCode);
                return await _concluding.CloseAsync(file, refused, ReleaseOutcome.RefusedAnswer, Nothing(grant), asker);
        }
    }

    private async Task<(HolderAnswer Answer, FetchOrder Sent)> AskHolderAsync(
        DisclosureFile file, RecordedEntry order, GatheredInput gathered, Grant grant, CancellationToken cancellationToken)
    {
        var holder = AgencyId.Parse(file.Terms.HolderAgencyId);
        var subjectId = gathered.Case?.Links.GetValueOrDefault(holder.Value);
        var sent = new FetchOrder
        {
            Disclosure = file.Id,
            Order = order.Receipt.WithoutDisclosures(),
            OrderIndex = order.Index,
            SubjectId = subjectId ?? "",
            Paths = FetchPlan.PathsOf(grant, _rooms.Ports.Vocabulary),
            ExpireTime = file.ExpireTime!.Value,
            Recipient = file.Recipient,
            Purpose = file.Terms.Purpose,
            Limits = _rooms.Settings.Fetch,
        };
        if (sent.Paths.Count == 0)
        {
            // Nothing to fetch, so nobody is asked.
            return (new HolderAnswer.Values(sent.SubjectId, []), sent);
        }

        if (subjectId is null || gathered.Holder is not { } record)
        {
            // A holder that has not linked the person looks like one that is away.
            return (new HolderAnswer.Away(), sent);
        }

        var address = new HolderAgency(holder, record.HolderAddress, record.CertificateSha256);
        return (await _rooms.Fetcher.FetchAsync(address, sent, cancellationToken), sent);
    }

    private async Task<DisclosureAnswer> DecideAgainAsync(
        DisclosureFile file, Grant grant, FetchedRecord record, FetchOrder sent, Caller? asker, CancellationToken cancellationToken)
    {
        var (second, fields, released) = await CutAsync(file, grant, record, sent, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return second.IsPermit
            ? await _concluding.ReleaseAsync(file, second, fields, released, file.AnswerJti, asker)
            : await _concluding.CloseAsync(file, second, ReleaseOutcome.Denied, Concluding.AllWithheld(fields), asker);
    }

    private async Task<DisclosureAnswer> DeclineAsync(
        DisclosureFile file, Grant grant, string text, Caller? asker, CancellationToken cancellationToken)
    {
        const int TextLengthMax = 1000;
        var evidence = new FetchEvidence { DeclinedText = text.Length > TextLengthMax ? text[..TextLengthMax] : text };
        var second = await JudgeAsync(file, evidence, cancellationToken);
        if (second.IsPermit)
        {
            // A policy that forgets the holder's right to decline does not take it away.
            second = Judging.Refuse(second, "deny_holder_declined");
        }

        return await _concluding.CloseAsync(file, second, ReleaseOutcome.Declined, Nothing(grant), asker);
    }

    /// <summary>The second decision and what it leaves of the record.</summary>
    private async Task<(Judgement Second, IReadOnlyList<MinimisedField> Fields, IReadOnlyList<ReleasedPath> Released)> CutAsync(
        DisclosureFile file, Grant grant, FetchedRecord record, FetchOrder sent, CancellationToken cancellationToken)
    {
        var evidence = EvidenceOf(file, grant, record, sent);
        var second = await JudgeAsync(file, evidence, cancellationToken);
        var values = record.Values.ToDictionary(static value => value.Key, static value => value.Value.Value, StringComparer.Ordinal);

        // On a refusal the values are cut under the first grant only to be sealed: what the broker held stands behind digests.
        var narrowed = second.IsPermit ? grant.NarrowedBy(second.Decision) : grant;
        var fields = Minimiser.Minimise(narrowed, values, _rooms.ContextOf(file));
        var released = fields.Where(static field => field.Value is not null).Select(field => new ReleasedPath(
            field.Path,
            second.Gathered.Input.Held.GetValueOrDefault(field.Path)?.OriginPurpose ?? "",
            evidence.VersionDigests.GetValueOrDefault(field.Path, ""))).ToList();
        return (second, fields, released);
    }

    private async Task<DisclosureAnswer> FetchAgainAsync(
        DisclosureFile file, RecordedEntry entry, Caller asker, CancellationToken cancellationToken)
    {
        var (order, first, grant) = await OrderOfAsync(file, cancellationToken);
        var (answer, sent) = await AskHolderAsync(file, order, first.Gathered, grant, cancellationToken);
        if (answer is not HolderAnswer.Values values || AnswerChecking.Check(values, sent, out _) is not { } record)
        {
            return Concluding.AnswerOf(file, entry, asker, received: null);
        }

        var (second, fields, released) = await CutAsync(file, grant, record, sent, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (second.IsPermit && Recorder.SaysTheSame(entry, fields))
        {
            return Concluding.AnswerOf(file, entry, asker, fields);
        }

        var jti = Ulid.Create(_rooms.Ports.Time.GetUtcNow(), _rooms.Ports.Random);
        if (second.IsPermit)
        {
            return await _concluding.ReleaseAsync(file, second, fields, released, jti, asker);
        }

        // What was released stays released for lineage; this consultation is refused and logged, and the file stays as it was.
        var draft = Drafting.Release(file, second, ReleaseOutcome.Denied, Concluding.AllWithheld(fields), jti);
        var refusal = await _rooms.Recorder.DecideAsync(draft, second);
        var told = file with { State = DisclosureState.Denied, Told = _rooms.Explaining.Tell(second, []) };
        return Concluding.AnswerOf(told, refusal, asker, received: null);
    }

    private FetchEvidence EvidenceOf(DisclosureFile file, Grant grant, FetchedRecord record, FetchOrder sent)
    {
        var holder = AgencyId.Parse(file.Terms.HolderAgencyId);
        var provenance = new Dictionary<string, Registers.Provenance>(StringComparer.Ordinal);
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in grant.Fields)
        {
            if (FetchPlan.SourceOf(field, _rooms.Ports.Vocabulary) is { } source && record.Values.TryGetValue(source, out var value))
            {
                provenance[field.Path] = value.Provenance;
                versions[field.Path] = _rooms.Versions.Of(holder, sent.SubjectId, source, value.Version);
            }
        }

        return new FetchEvidence { Provenance = provenance, VersionDigests = versions };
    }

    private async Task<(RecordedEntry Order, Judgement First, Grant Grant)> OrderOfAsync(
        DisclosureFile file, CancellationToken cancellationToken)
    {
        var order = await _rooms.Recorder.FindAsync(file.OrderJti, cancellationToken) ?? throw new LogUnavailableException();
        var decision = OrderReading.DecisionOf(order.Payload);
        var gathered = await _rooms.Facts.GatherAsync(file, evidence: null, cancellationToken);
        var first = new Judgement(decision, gathered, _rooms.Ports.Decisions.Current) { PersonReasons = new HashSet<string>() };
        return (order, first, Grant.Of(decision, PathsOf(file)));
    }

    private async Task<Judgement> JudgeAsync(DisclosureFile file, FetchEvidence? evidence, CancellationToken cancellationToken) =>
        await _rooms.Judging.DecideAsync(await _rooms.Facts.GatherAsync(file, evidence, cancellationToken), cancellationToken);

    private static IEnumerable<string> PathsOf(DisclosureFile file) => file.Terms.Fields.Select(static field => field.Path);

    private static IReadOnlyList<MinimisedField> Nothing(Grant grant) => Concluding.AllWithheld(
        grant.Fields.Select(static field => new MinimisedField { Path = field.Path, Action = field.Action }));
}
