using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Packs;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Policies.Life;

/// <content>What every step demands, and the activation itself.</content>
public sealed partial class PolicyLife
{
    private sealed record Ready(PolicyProposal Proposal, PolicyApproval Approval, PolicyBundle Bundle, PolicySet Policies,
        PolicyRevision Highest);

    private static PolicyException NoBundle() =>
        new("bundle_missing", "the bundle does not lie here any more; propose it again");

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;

    private static PolicyLedger.Row RowOf(PolicyLedger ledger, string id) =>
        ledger.Find(id) ?? throw new PolicyException("proposal_unknown", "there is no such proposal; list them with 'policy proposals'");

    // The same person is no second pair of eyes, with whatever key.
    private static void DemandOther(PolicyOfficer author, PolicyOfficer approver)
    {
        if ((author.Agency, author.Person) == (approver.Agency, approver.Person))
        {
            throw new PolicyException("approval_own", "nobody approves what they proposed, with whatever key; ask another officer");
        }
    }

    private static void DemandFollows(PolicyProposal proposal, Activation? latest)
    {
        if (proposal.PreviousSha256 != (latest?.Sha256 ?? "") || proposal.PreviousLeaf != (latest?.Leaf ?? 0))
        {
            throw new PolicyException("proposal_stale", "other policies came into force since the proposal was made; propose again");
        }
    }

    private static void DemandBundle(PolicyProposal proposal, PolicyBundle bundle, Activation? latest, bool wasInForce)
    {
        if (bundle.Sha256 != proposal.Sha256 || bundle.Revision != proposal.Revision)
        {
            throw new PolicyException("proposal_other_bundle", "the proposal names another digest or revision than the bundle has");
        }

        if (proposal.IsRollback && (!wasInForce || latest?.Sha256 == proposal.Sha256))
        {
            throw new PolicyException("rollback_unknown", "a roll-back brings back policies that were in force before and are not now");
        }

        if (!proposal.IsRollback && latest?.Highest is { } highest && PolicyRevision.Parse(bundle.Revision) <= highest)
        {
            throw new PolicyException(
                "bundle_older", $"the bundle's revision is not above {highest}, which was in force already; raise it, or roll back");
        }
    }

    private static void DemandWithin(DateTimeOffset time, Ready ready, DateTimeOffset now)
    {
        if (time < ready.Proposal.ValidFrom || time >= ready.Proposal.ValidUntil)
        {
            throw new PolicyException("activation_time", "the proposal is not valid at that time; choose another, or propose again");
        }

        if (time > ready.Approval.Expires || now > ready.Approval.Expires)
        {
            throw new PolicyException("approval_expired", "the approval is over at that time; ask for another");
        }
    }

    private PolicyOfficer DemandOfficer(
        PolicyStepper by, ReadOnlyMemory<byte> document, string signature, string thumbprint, Func<PolicyOfficer, bool> may)
    {
        var (officer, key) = _ports.Officers.Owner(thumbprint);
        StepText.Verify(document.Span, signature, key);
        if ((officer.Agency, officer.Person) != (by.Agency, by.Person))
        {
            throw new PolicyException("officer_other", "the key that signed belongs to another person than the one who calls");
        }

        return may(officer)
            ? officer
            : throw new PolicyException("officer_may_not", "the register of policy officers does not let this person take this step");
    }

    private static void DemandStanding(PolicyLedger.Row row)
    {
        if (row.PolicyLeaf is not null)
        {
            throw new PolicyException("proposal_used", "the proposal was activated already; propose again, or roll back");
        }

        DemandNotWithdrawn(row);
    }

    private static void DemandNotWithdrawn(PolicyLedger.Row row)
    {
        if (row.IsWithdrawn)
        {
            throw new PolicyException("proposal_withdrawn", "an officer took the proposal back; propose again");
        }
    }

    private void DemandKnown(PolicyStepper by)
    {
        if (!_ports.Officers.Knows(by.Agency, by.Person))
        {
            throw new PolicyException("officer_unknown", "only persons of the register of policy officers take this step");
        }
    }

    private void DemandHere(string log)
    {
        if (log != _ports.Log.Origin)
        {
            throw new PolicyException("proposal_other_log", "the proposal is for another broker's log");
        }
    }

    private void DemandTime(PolicyProposal proposal)
    {
        if (proposal.ValidUntil <= _ports.Time.GetUtcNow() || proposal.ValidUntil <= proposal.ValidFrom)
        {
            throw new PolicyException("proposal_over", "the proposal's time is over, or ends before it begins; propose again");
        }
    }

    private void DemandUsable(PolicyApproval approval)
    {
        var now = _ports.Time.GetUtcNow();
        if (approval.Expires <= now)
        {
            throw new PolicyException("approval_expired", "the approval is over already; approve again");
        }

        if (approval.Expires > now + ApprovalTimeMax)
        {
            throw new PolicyException("approval_too_long", $"an approval may be usable for {ApprovalTimeMax.Days} days at most");
        }
    }

    private async Task<bool> WasInForceAsync(string sha256, PolicyLedger ledger, CancellationToken cancellationToken)
    {
        foreach (var leaf in ledger.Rows.Select(static row => row.PolicyLeaf).OfType<long>())
        {
            if (await _ports.Log.EntryAsync(leaf, cancellationToken) is { } entry && Statement.Parse(entry.Payload).Kind == "policy"
                && Activation.Of(entry.Index, Statement.Parse(entry.Payload)).Sha256 == sha256)
            {
                return true;
            }
        }

        return false;
    }

    // Everything is judged again: officers may have left, time gone by, files been exchanged, other policies come into force.
    private async Task<Ready> ReadyAsync(PolicyLedger.Row row, PolicyLedger ledger, CancellationToken cancellationToken)
    {
        DemandStanding(row);
        if (row.ApprovalLeaf is not { } approvalLeaf)
        {
            throw new PolicyException("approval_missing", "nobody has approved the proposal yet");
        }

        var (proposal, _, author) = await _book.ProposalAsync(row.ProposalLeaf, cancellationToken);
        var (approval, approver) = await _book.ApprovalAsync(proposal, approvalLeaf, cancellationToken);
        DemandHere(proposal.Log);
        DemandOther(author, approver);
        if (!author.MayPropose || !approver.MayApprove)
        {
            throw new PolicyException("officer_may_not", "the author or the approver may not take that step any more");
        }

        var latest = await _book.LatestAsync(cancellationToken);
        DemandFollows(proposal, latest);
        DemandTime(proposal);
        var (bundle, policies) = await AdmitAsync(proposal.Sha256, cancellationToken);
        DemandBundle(proposal, bundle, latest, await WasInForceAsync(proposal.Sha256, ledger, cancellationToken));
        _ports.Seat.Try(policies);
        var own = PolicyRevision.Parse(bundle.Revision);
        return new Ready(proposal, approval, bundle, policies, latest?.Highest is { } mark && mark > own ? mark : own);
    }

    private async Task<PolicyLedger.Row> ActivateAsync(PolicyLedger.Row row, Ready ready, PolicyLedger ledger)
    {
        var (proposal, approval, bundle, policies, highest) = ready;
        var until = Earlier(proposal.ValidUntil, bundle.ValidUntil);
        var entry = await _ports.Log.AppendAsync(
            new PolicyDraft
            {
                Revision = proposal.Revision,
                Sha256 = proposal.Sha256,
                PreviousSha256 = proposal.PreviousSha256.Length == 0 ? null : proposal.PreviousSha256,
                Author = proposal.Key,
                Approver = approval.Key,
                ValidFrom = proposal.ValidFrom,
                ValidUntil = until,
                TestsPassed = proposal.TestsPassed,
                TestsFailed = 0,
                HighestRevision = highest.ToString(),
                Proposal = row.ProposalLeaf,
                Approval = row.ApprovalLeaf,
            },
            CancellationToken.None);
        _ports.Seat.Take(policies, entry.Index, until);
        row = row with { PolicyLeaf = entry.Index, Fault = null };
        await SaveAsync(ledger.With(row));
        return row;
    }

    private async Task<(PolicyBundle Bundle, PolicySet Policies)> AdmitAsync(string sha256, CancellationToken cancellationToken)
    {
        var archive = await _ports.Shelf.FindBundleAsync(sha256, cancellationToken) ?? throw NoBundle();
        var (bundle, policies) = _gate.Admit(archive);
        return bundle.Sha256 == sha256
            ? (bundle, policies)
            : throw new PolicyException("bundle_other", "another bundle lies where the approved one should; propose again");
    }

    private async Task<ProposalView> ViewAsync(
        PolicyLedger.Row row, Activation? latest, CancellationToken cancellationToken)
    {
        var (proposal, signature) = await _book.ShowProposalAsync(row.ProposalLeaf, cancellationToken);
        var isOpen = proposal.PreviousLeaf == (latest?.Leaf ?? 0) && !(proposal.ValidUntil <= _ports.Time.GetUtcNow());
        return new ProposalView
        {
            Proposal = proposal,
            Signature = signature,
            ProposalLeaf = row.ProposalLeaf,
            Approval = row.ApprovalLeaf is { } leaf ? await _book.ShowApprovalAsync(proposal, leaf, cancellationToken) : null,
            ApprovalLeaf = row.ApprovalLeaf,
            At = row.At,
            PolicyLeaf = row.PolicyLeaf,
            Fault = row.Fault,
            State = row switch
            {
                { PolicyLeaf: not null } => ProposalState.Activated,
                { IsWithdrawn: true } => ProposalState.Withdrawn,
                _ when !isOpen => ProposalState.Lapsed,
                { At: not null, Fault: null } => ProposalState.Scheduled,
                { ApprovalLeaf: not null } => ProposalState.Approved,
                _ => ProposalState.Proposed,
            },
        };
    }

    private async Task<PolicyLedger> LedgerAsync(CancellationToken cancellationToken) =>
        PolicyLedger.Parse(await _ports.Shelf.ReadLedgerAsync(cancellationToken));

    private Task SaveAsync(PolicyLedger ledger) => _ports.Shelf.WriteLedgerAsync(ledger.ToOctets(), CancellationToken.None);

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    private sealed record Turn(SemaphoreSlim Semaphore) : IDisposable
    {
        public void Dispose() => Semaphore.Release();
    }
}
