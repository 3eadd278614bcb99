using System.Text.Json.Nodes;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Policies.Life;

/// <summary>
/// How policies come into force: one officer proposes a signed bundle, another approves exactly that proposal, it is activated at a time,
/// and taken back the same way. Each step is an entry of the log before it counts; whatever does not fit is refused, and the policies in
/// force stay. Safe for many threads; steps are taken one after the other.
/// </summary>
public sealed partial class PolicyLife : IDisposable
{
    /// <summary>How long an approval may be usable at most.</summary>
    public static readonly TimeSpan ApprovalTimeMax = TimeSpan.FromDays(30);

    private readonly PolicyLifePorts _ports;
    private readonly LifeBook _book;
    private readonly BundleGate _gate;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A life over these ports; <see cref="OpenAsync"/> comes first.</summary>
    public PolicyLife(PolicyLifePorts ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        _ports = ports;
        _book = new LifeBook(ports);
        _gate = new BundleGate(ports.BundleKeys, ports.Time);
    }

    /// <summary>
    /// Puts the policies in force that the log names last, as they were before the process ended. Returns null when they are, else the
    /// code and sentence why none are: then everything is refused until somebody activates others.
    /// </summary>
    /// <exception cref="Receipts.Log.LogUnavailableException">The log cannot be read or written.</exception>
    /// <exception cref="IOException">The shelf cannot be read or written.</exception>
    public async Task<PolicyException?> OpenAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        try
        {
            var ledger = await LedgerAsync(cancellationToken);
            if (ledger.OfficersSha256 != _ports.Officers.Sha256)
            {
                var document = new JsonObject { ["sha256"] = _ports.Officers.Sha256 };
                await _book.WriteAsync(LifeBook.OfficersRegister, new PolicyStepper("host", "host"), document, signature: null);
                ledger = ledger with { OfficersSha256 = _ports.Officers.Sha256 };
                await SaveAsync(ledger);
            }

            if (await _book.LatestAsync(cancellationToken) is not { ProposalLeaf: { } proposalLeaf } latest)
            {
                return new PolicyException("policy_none", "no policies were put in force by two persons yet; propose a bundle");
            }

            // The process may have ended between the activation's entry and the ledger.
            if (ledger.Rows.FirstOrDefault(row => row.ProposalLeaf == proposalLeaf) is { PolicyLeaf: null } row)
            {
                await SaveAsync(ledger.With(row with { PolicyLeaf = latest.Leaf }));
            }

            var (bundle, policies) = await AdmitAsync(latest.Sha256, cancellationToken);
            _ports.Seat.Take(policies, latest.Leaf, Earlier(latest.ValidUntil, bundle.ValidUntil));
            return null;
        }
        catch (PolicyException fault)
        {
            return fault;
        }
    }

    /// <summary>Takes a proposal: the bundle is kept, tested here, and nothing changes yet.</summary>
    /// <param name="by">Who hands it in; the author, whose key signed it.</param>
    /// <param name="document">Canonical octets of the <see cref="PolicyProposal"/>.</param>
    /// <param name="signature">base64url of the author's signature over them.</param>
    /// <param name="archive">The signed bundle; empty for a roll-back, whose bundle lies here.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="PolicyException">Refused; the code says why.</exception>
    /// <exception cref="Receipts.Log.LogUnavailableException">The log cannot take the entry.</exception>
    public async Task<ProposalView> ProposeAsync(
        PolicyStepper by, ReadOnlyMemory<byte> document, string signature, ReadOnlyMemory<byte> archive,
            CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var proposal = PolicyProposal.Parse(document);
        DemandHere(proposal.Log);
        DemandOfficer(by, document, signature, proposal.Key, static officer => officer.MayPropose);
        var ledger = await LedgerAsync(cancellationToken);
        if (!Ulid.IsValid(proposal.Id) || ledger.Find(proposal.Id) is not null)
        {
            throw new PolicyException("proposal_twice", "the proposal's id is no ULID or was used before; propose again");
        }

        var latest = await _book.LatestAsync(cancellationToken);
        DemandFollows(proposal, latest);
        var (bundle, policies) = proposal.IsRollback && archive.IsEmpty
            ? await AdmitAsync(proposal.Sha256, cancellationToken)
            : _gate.Admit(archive);
        DemandBundle(proposal, bundle, latest, await WasInForceAsync(proposal.Sha256, ledger, cancellationToken));
        DemandTime(proposal);
        if (_gate.Test(policies, cancellationToken) != proposal.TestsPassed)
        {
            throw new PolicyException("tests_differ", "the proposal states another number of passed tests than the bundle has");
        }

        _ports.Seat.Try(policies);
        if (!archive.IsEmpty)
        {
            await _ports.Shelf.PutBundleAsync(bundle.Sha256, archive, CancellationToken.None);
        }

        var leaf = await _book.WriteAsync(LifeBook.ProposalRegister, by, proposal.ToJson(), signature);
        var row = new PolicyLedger.Row(proposal.Id, leaf);
        await SaveAsync(ledger.With(row));
        return await ViewAsync(row, latest, cancellationToken);
    }

    /// <summary>Takes the approval of a proposal by another person.</summary>
    /// <param name="by">Who hands it in; the approver, whose key signed it.</param>
    /// <param name="document">Canonical octets of the <see cref="PolicyApproval"/>.</param>
    /// <param name="signature">base64url of the approver's signature over them.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="PolicyException">Refused; the code says why.</exception>
    /// <exception cref="Receipts.Log.LogUnavailableException">The log cannot take the entry.</exception>
    public async Task<ProposalView> ApproveAsync(
        PolicyStepper by, ReadOnlyMemory<byte> document, string signature, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var ledger = await LedgerAsync(cancellationToken);
        var row = RowOf(ledger, PolicyApproval.ProposalIdOf(document));
        DemandNotWithdrawn(row);
        var (proposal, _, author) = await _book.ProposalAsync(row.ProposalLeaf, cancellationToken);
        var approval = PolicyApproval.Parse(document, proposal);
        var approver = DemandOfficer(by, document, signature, approval.Key, static officer => officer.MayApprove);
        DemandOther(author, approver);
        var latest = await _book.LatestAsync(cancellationToken);
        DemandFollows(proposal, latest);
        DemandTime(proposal);
        DemandUsable(approval);
        if (row.ApprovalLeaf is { } earlier
            && (await _book.ShowApprovalAsync(proposal, earlier, cancellationToken)).Expires > _ports.Time.GetUtcNow())
        {
            throw new PolicyException("approval_twice", "the proposal is approved already; activate it");
        }

        var leaf = await _book.WriteAsync(LifeBook.ApprovalRegister, by, approval.ToJson(), signature);
        row = row with { ApprovalLeaf = leaf, ScheduleLeaf = null, At = null, Fault = null };
        await SaveAsync(ledger.With(row));
        return await ViewAsync(row, latest, cancellationToken);
    }

    /// <summary>Activates an approved proposal, now or at a time.</summary>
    /// <param name="by">Any officer.</param>
    /// <param name="id">Id of the proposal.</param>
    /// <param name="at">When; null for as soon as the proposal allows.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="PolicyException">Refused; the code says why.</exception>
    /// <exception cref="Receipts.Log.LogUnavailableException">The log cannot take the entry.</exception>
    public async Task<ProposalView> ActivateAsync(PolicyStepper by, string id, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        using var turn = await TakeTurnAsync(cancellationToken);
        DemandKnown(by);
        var ledger = await LedgerAsync(cancellationToken);
        var row = RowOf(ledger, id);
        var ready = await ReadyAsync(row, ledger, cancellationToken);
        var now = _ports.Time.GetUtcNow();
        var time = at is { } asked ? StepText.Whole(asked) : ready.Proposal.ValidFrom;
        DemandWithin(time, ready, now);
        if (time <= now)
        {
            row = await ActivateAsync(row, ready, ledger);
        }
        else
        {
            var document = new JsonObject { ["id"] = id, ["at"] = StepText.Instant(time), ["approval"] = row.ApprovalLeaf };
            var leaf = await _book.WriteAsync(LifeBook.ScheduleRegister, by, document, signature: null);
            row = row with { ScheduleLeaf = leaf, At = time, Fault = null };
            await SaveAsync(ledger.With(row));
        }

        return await ViewAsync(row, await _book.LatestAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Takes a proposal back before it is activated, approved or not: its approval and appointed time are worth nothing any
    /// more. One officer is enough, since nothing comes into force.</summary>
    /// <param name="by">Any officer.</param>
    /// <param name="id">Id of the proposal.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="PolicyException">Refused; the code says why.</exception>
    /// <exception cref="Receipts.Log.LogUnavailableException">The log cannot take the entry.</exception>
    public async Task<ProposalView> WithdrawAsync(PolicyStepper by, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        using var turn = await TakeTurnAsync(cancellationToken);
        DemandKnown(by);
        var ledger = await LedgerAsync(cancellationToken);
        var row = RowOf(ledger, id);
        if (row.WithdrawalLeaf is not null || !row.IsWithdrawn)
        {
            DemandStanding(row);
        }

        // The other way round than every other step: what is lost between the two must not come into force.
        row = row with { IsWithdrawn = true, ScheduleLeaf = null, At = null, Fault = null };
        await SaveAsync(ledger.With(row));
        var document = new JsonObject { ["id"] = id, ["proposal"] = row.ProposalLeaf };
        row = row with { WithdrawalLeaf = await _book.WriteAsync(LifeBook.WithdrawalRegister, by, document, signature: null) };
        await SaveAsync(ledger.With(row));
        return await ViewAsync(row, await _book.LatestAsync(cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Activates what has an appointed time that has come. What does not fit any more is left, with the code of why. Returns the codes of
    /// what was left.
    /// </summary>
    /// <exception cref="Receipts.Log.LogUnavailableException">The log cannot take an entry; the next call tries again.</exception>
    /// <exception cref="IOException">The shelf cannot be read or written; the next call tries again.</exception>
    public async Task<IReadOnlyList<string>> ActivateDueAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        var faults = new List<string>();
        var due = (await LedgerAsync(cancellationToken)).Rows
            .Where(row => row is { At: { } at, PolicyLeaf: null, Fault: null } && at <= _ports.Time.GetUtcNow())
            .OrderBy(static row => row.At);
        foreach (var row in due)
        {
            var ledger = await LedgerAsync(cancellationToken);
            try
            {
                var ready = await ReadyAsync(row, ledger, cancellationToken);
                DemandWithin(row.At!.Value, ready, _ports.Time.GetUtcNow());
                await ActivateAsync(row, ready, ledger);
            }
            catch (PolicyException fault)
            {
                faults.Add(fault.Code);
                await SaveAsync(ledger.With(row with { Fault = fault.Code }));
            }
        }

        return faults;
    }

    /// <summary>Every proposal, the newest first.</summary>
    /// <exception cref="Receipts.Log.LogUnavailableException">The log cannot be read.</exception>
    public async Task<IReadOnlyList<ProposalView>> ListAsync(CancellationToken cancellationToken)
    {
        var latest = await _book.LatestAsync(cancellationToken);
        var views = new List<ProposalView>();
        foreach (var row in (await LedgerAsync(cancellationToken)).Rows.OrderByDescending(static row => row.ProposalLeaf))
        {
            views.Add(await ViewAsync(row, latest, cancellationToken));
        }

        return views;
    }

    /// <summary>The bundle of a proposal, for whoever has to judge it.</summary>
    /// <exception cref="PolicyException">There is no such proposal or bundle.</exception>
    public async Task<ReadOnlyMemory<byte>> BundleAsync(string id, CancellationToken cancellationToken)
    {
        var row = RowOf(await LedgerAsync(cancellationToken), id);
        var (proposal, _) = await _book.ShowProposalAsync(row.ProposalLeaf, cancellationToken);
        return await _ports.Shelf.FindBundleAsync(proposal.Sha256, cancellationToken) ?? throw NoBundle();
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
