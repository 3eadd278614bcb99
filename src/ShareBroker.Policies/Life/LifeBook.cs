using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Policies.Life;

/// <summary>Writes steps into the log and reads them back. Signatures are checked again at every reading.</summary>
internal sealed class LifeBook(PolicyLifePorts ports)
{
    public const string ProposalRegister = "policy_proposal";
    public const string ApprovalRegister = "policy_approval";
    public const string ScheduleRegister = "policy_schedule";
    public const string WithdrawalRegister = "policy_withdrawal";
    public const string OfficersRegister = "policy_officers";

    /// <summary>The policies in force as the log says it: the newest activation; null before the first.</summary>
    public async Task<Activation?> LatestAsync(CancellationToken cancellationToken) =>
        await ports.Log.LatestAsync("policy", cancellationToken) is { } entry
            ? Activation.Of(entry.Index, Statement.Parse(entry.Payload))
            : null;

    public async Task<long> WriteAsync(string register, PolicyStepper by, JsonObject document, string? signature)
    {
        var entry = await ports.Log.AppendAsync(
            new PolicyStepDraft
            {
                Jti = Ulid.Create(ports.Time.GetUtcNow(), ports.Random),
                Register = register,
                By = by.Agency,
                Document = document,
                Signature = signature,
                ChangeSha256 = Convert.ToHexStringLower(SHA256.HashData(StepText.Canonical(document))),
                Actor = by.Person,
            },
            CancellationToken.None);
        return entry.Index;
    }

    /// <exception cref="PolicyException">There is no such entry, or its author is no officer any more.</exception>
    public async Task<(PolicyProposal Proposal, string Signature, PolicyOfficer Author)> ProposalAsync(
        long leaf, CancellationToken cancellationToken)
    {
        var (octets, signature) = await ReadAsync(leaf, ProposalRegister, cancellationToken);
        var proposal = PolicyProposal.Parse(octets);
        var (author, key) = ports.Officers.Owner(proposal.Key);
        StepText.Verify(octets, signature, key);
        return (proposal, signature, author);
    }

    /// <summary>A proposal for whoever only looks: its author may have left since.</summary>
    public async Task<(PolicyProposal Proposal, string Signature)> ShowProposalAsync(long leaf, CancellationToken cancellationToken)
    {
        var (octets, signature) = await ReadAsync(leaf, ProposalRegister, cancellationToken);
        return (PolicyProposal.Parse(octets), signature);
    }

    public async Task<PolicyApproval> ShowApprovalAsync(PolicyProposal proposal, long leaf, CancellationToken cancellationToken) =>
        PolicyApproval.Parse((await ReadAsync(leaf, ApprovalRegister, cancellationToken)).Octets, proposal);

    /// <exception cref="PolicyException">There is no such entry, it is about something else, or its approver is no officer any
    /// more.</exception>
    public async Task<(PolicyApproval Approval, PolicyOfficer Approver)> ApprovalAsync(
        PolicyProposal proposal, long leaf, CancellationToken cancellationToken)
    {
        var (octets, signature) = await ReadAsync(leaf, ApprovalRegister, cancellationToken);
        var approval = PolicyApproval.Parse(octets, proposal);
        var (approver, key) = ports.Officers.Owner(approval.Key);
        StepText.Verify(octets, signature, key);
        return (approval, approver);
    }

    private async Task<(byte[] Octets, string Signature)> ReadAsync(long leaf, string register, CancellationToken cancellationToken)
    {
        if (await ports.Log.EntryAsync(leaf, cancellationToken) is { } entry
            && PolicyStep.Of(Statement.Parse(entry.Payload)) is { } step && step.Register == register)
        {
            return (step.Octets, step.Signature);
        }

        throw new PolicyException("ledger_damaged", "the ledger names an entry of the log that is no such step; propose again");
    }
}
