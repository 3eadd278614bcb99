namespace ShareBroker.Policies.Life;

/// <summary>A proposal with the steps taken so far.</summary>
public sealed record ProposalView
{
    /// <summary>What the author signed.</summary>
    public required PolicyProposal Proposal { get; init; }

    /// <summary>How far it has come.</summary>
    public required ProposalState State { get; init; }

    /// <summary>Index of its own entry.</summary>
    public required long ProposalLeaf { get; init; }

    /// <summary>base64url of the author's signature.</summary>
    public required string Signature { get; init; }

    /// <summary>What the approver signed; null so far.</summary>
    public PolicyApproval? Approval { get; init; }

    /// <summary>Index of the approval's entry; null so far.</summary>
    public long? ApprovalLeaf { get; init; }

    /// <summary>The appointed time; null without one.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Index of the activation entry; null so far.</summary>
    public long? PolicyLeaf { get; init; }

    /// <summary>Code of what stopped it at its appointed time; null when nothing did.</summary>
    public string? Fault { get; init; }
}
