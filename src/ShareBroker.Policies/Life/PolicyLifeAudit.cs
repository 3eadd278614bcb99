using ShareBroker.Policies.Bundles;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Policies.Life;

/// <summary>
/// Judges from a log alone whether two persons put each policy in force: follows its entries from the first, checks every officer's
/// signature again, and demands of each activation what the broker had to demand when it took it. It trusts neither the broker nor its
/// ledger, only the registers of officers that the auditor brings. What a log did before it knew officers is counted, not judged. An
/// audit object runs once; not safe for several threads.
/// </summary>
public sealed class PolicyLifeAudit
{
    private readonly Dictionary<string, OfficerRegister> _registers;
    private readonly Dictionary<long, (PolicyProposal Proposal, PolicyOfficer Author)> _proposals = [];
    private readonly Dictionary<string, long> _proposalById = new(StringComparer.Ordinal);
    private readonly Dictionary<long, (long Proposal, PolicyApproval Approval)> _approvals = [];
    private readonly HashSet<long> _used = [];
    private readonly HashSet<long> _withdrawn = [];
    private readonly HashSet<string> _wereInForce = new(StringComparer.Ordinal);
    private OfficerRegister? _officers;
    private PolicyRevision? _highest;
    private Activation? _latest;
    private bool _isLatestApproved;

    /// <summary>An audit by these registers.</summary>
    /// <param name="registers">Every register of officers that was in force at the broker, as the auditor has it from the host; the log
    /// says by digest which one counted when.</param>
    public PolicyLifeAudit(IEnumerable<OfficerRegister> registers)
    {
        ArgumentNullException.ThrowIfNull(registers);
        _registers = registers.DistinctBy(static register => register.Sha256)
            .ToDictionary(static register => register.Sha256, StringComparer.Ordinal);
    }

    /// <summary>How many activations two persons signed for.</summary>
    public int Approved { get; private set; }

    /// <summary>How many came from a folder, before the log knew officers.</summary>
    public int Unapproved { get; private set; }

    /// <summary>Index of the activation of the policies in force, when no two persons signed for it; null when they did, or when none are
    /// in force.</summary>
    public long? UnapprovedInForce => _latest is { } latest && !_isLatestApproved ? latest.Leaf : null;

    /// <summary>Takes the next entry.</summary>
    /// <param name="index">Its place in the log.</param>
    /// <param name="statement">What it says; its own signature was checked by whoever reads the log.</param>
    /// <exception cref="ReceiptException">It is a step that should not have been taken; the code says why, as the broker's
    /// would.</exception>
    public void Follow(long index, Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        try
        {
            if (statement.Kind == "policy")
            {
                Activated(index, statement);
            }
            else if (PolicyStep.Of(statement) is { } step)
            {
                Taken(index, statement, step);
            }
        }
        catch (PolicyException fault)
        {
            throw new ReceiptException(fault.Code, fault.Message, fault);
        }
    }

    private static void Demand(bool holds, string code, string what)
    {
        if (!holds)
        {
            throw new PolicyException(code, what);
        }
    }

    private void Taken(long index, Statement statement, PolicyStep step)
    {
        switch (step.Register)
        {
            case LifeBook.OfficersRegister:
                var sha256 = StepText.Read(step.Document, OfficerRegister.Version, static root => StepText.Text(root, "sha256"));
                _officers = _registers.GetValueOrDefault(sha256) ?? throw new PolicyException(
                    "officers_missing", $"the register of officers with the digest {sha256} is not at hand; ask the host for it");
                break;
            case LifeBook.ProposalRegister:
                Proposed(index, statement, step);
                break;
            case LifeBook.ApprovalRegister:
                Approve(index, statement, step);
                break;
            case LifeBook.WithdrawalRegister:
                _withdrawn.Add(StepText.Read(step.Document, step.Register, static root => StepText.Index(root, "proposal")));
                break;
            default:
                break;
        }
    }

    private void Proposed(long index, Statement statement, PolicyStep step)
    {
        var proposal = PolicyProposal.Parse(step.Octets);
        var author = Signer(step, proposal.Key);
        Demand(author.MayPropose, "officer_may_not", "the author of a proposal is nobody who may propose");
        Demand(proposal.Log == statement.Log, "proposal_other_log", "a proposal is for another log");
        Demand(_proposalById.TryAdd(proposal.Id, index), "proposal_twice", "the id of a proposal was used before");
        _proposals[index] = (proposal, author);
    }

    private void Approve(long index, Statement statement, PolicyStep step)
    {
        var place = _proposalById.TryGetValue(PolicyApproval.ProposalIdOf(step.Octets), out var at)
            ? at
            : throw new PolicyException("proposal_unknown", "an approval is about a proposal that is not in the log");
        var (proposal, author) = _proposals[place];
        var approval = PolicyApproval.Parse(step.Octets, proposal);
        var approver = Signer(step, approval.Key);
        Demand(approver.MayApprove, "officer_may_not", "the approver of a proposal is nobody who may approve");
        Demand(IsOther(author, approver), "approval_own", "a proposal was approved by the person who made it");
        Demand(
            approval.Expires <= statement.Time + PolicyLife.ApprovalTimeMax,
            "approval_too_long",
            $"an approval is usable for more than {PolicyLife.ApprovalTimeMax.Days} days");
        _approvals[index] = (place, approval);
    }

    private PolicyOfficer Signer(PolicyStep step, string thumbprint)
    {
        var officers = _officers ?? throw new PolicyException(
            "officers_missing", "a step was taken before the log named a register of officers");
        var (officer, key) = officers.Owner(thumbprint);
        StepText.Verify(step.Octets, step.Signature, key);
        return officer;
    }

    private static bool IsOther(PolicyOfficer one, PolicyOfficer other) => (one.Agency, one.Person) != (other.Agency, other.Person);

    private void Activated(long index, Statement statement)
    {
        var activation = Activation.Of(index, statement);
        if (_officers is null && activation.ProposalLeaf is null)
        {
            Unapproved++;
        }
        else
        {
            DemandApproved(statement, activation);
            Approved++;
        }

        _isLatestApproved = activation.ProposalLeaf is not null;
        _latest = activation;
        _highest = activation.Highest;
        _wereInForce.Add(activation.Sha256);
    }

    // What the broker demanded of the activation, from the log alone.
    private void DemandApproved(Statement statement, Activation activation)
    {
        Demand(
            activation.ProposalLeaf is { } leaf && _proposals.ContainsKey(leaf),
            "policy_unapproved",
            "policies were put in force that nobody proposed");
        var place = activation.ProposalLeaf!.Value;
        var (proposal, author) = _proposals[place];
        Demand(
            activation.ApprovalLeaf is { } found && _approvals.TryGetValue(found, out var given) && given.Proposal == place,
            "policy_unapproved",
            "policies were put in force that nobody approved");
        var approval = _approvals[activation.ApprovalLeaf!.Value].Approval;

        // Both must be officers still, and two persons, by the register of now.
        var approver = _officers!.Owner(approval.Key).Officer;
        Demand(IsOther(_officers.Owner(proposal.Key).Officer, approver) && IsOther(author, approver),
            "approval_own", "a proposal was approved by the person who made it");
        Demand(
            activation.Sha256 == proposal.Sha256 && activation.Revision == proposal.Revision && activation.Author == proposal.Key
                && activation.Approver == approval.Key && !(proposal.ValidUntil < (activation.ValidUntil ?? DateTimeOffset.MaxValue)),
            "proposal_other_bundle",
            "other policies were put in force than were proposed and approved");
        Demand(_used.Add(place), "proposal_used", "a proposal was activated twice");
        Demand(!_withdrawn.Contains(place), "proposal_withdrawn", "a proposal was activated that an officer had taken back");
        Demand(
            proposal.PreviousLeaf == (_latest?.Leaf ?? 0) && proposal.PreviousSha256 == (_latest?.Sha256 ?? ""),
            "proposal_stale",
            "a proposal was activated after other policies than it names");
        Demand(statement.Time <= approval.Expires, "approval_expired", "a proposal was activated after its approval was over");
        Demand(
            StepText.Whole(statement.Time) >= proposal.ValidFrom && !(statement.Time >= proposal.ValidUntil),
            "activation_time",
            "a proposal was activated at a time for which it was not valid");
        DemandOrder(proposal, activation);
    }

    // The broker's own word for the highest revision is not taken: a lower one would open the way for older policies.
    private void DemandOrder(PolicyProposal proposal, Activation activation)
    {
        var own = PolicyRevision.Parse(activation.Revision);
        Demand(
            activation.Highest == (_highest is { } mark && mark > own ? mark : own),
            "bundle_older",
            "an activation names another highest revision than the log shows");
        Demand(
            !proposal.IsRollback || _wereInForce.Contains(proposal.Sha256),
            "rollback_unknown",
            "a roll-back brought policies that never were in force");
        Demand(
            proposal.IsRollback || _highest is not { } highest || own > highest,
            "bundle_older",
            "policies of an older revision were put in force without a roll-back");
    }
}
