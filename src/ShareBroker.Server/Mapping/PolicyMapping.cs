using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ShareBroker.Policies.Life;
using Proposal = ShareBroker.Wire.V1.Proposal;
using State = ShareBroker.Wire.V1.ProposalState;

namespace ShareBroker.Server.Mapping;

/// <summary>Between the messages of the contract and the life of policies.</summary>
internal static class PolicyMapping
{
    /// <summary>A proposal's message.</summary>
    public static Proposal ToMessage(ProposalView view) => new()
    {
        ProposalId = view.Proposal.Id,
        State = view.State switch
        {
            ProposalState.Proposed => State.Proposed,
            ProposalState.Approved => State.Approved,
            ProposalState.Scheduled => State.Scheduled,
            ProposalState.Activated => State.Activated,
            ProposalState.Withdrawn => State.Withdrawn,
            _ => State.Lapsed,
        },
        Document = ByteString.CopyFrom(view.Proposal.ToOctets()),
        Signature = view.Signature,
        LeafIndex = checked((ulong)view.ProposalLeaf),
        ApprovalLeafIndex = checked((ulong)(view.ApprovalLeaf ?? 0)),
        ApprovalExpires = ToMessage(view.Approval?.Expires),
        ActivateAt = ToMessage(view.At),
        PolicyLeafIndex = checked((ulong)(view.PolicyLeaf ?? 0)),
        Fault = view.Fault ?? "",
    };

    /// <summary>An instant's message; null for none.</summary>
    public static Timestamp? ToMessage(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
