using Google.Protobuf;
using Grpc.Core;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;
using ShareBroker.Policies.Life;
using ShareBroker.Server.Mapping;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Endpoints;

/// <content>Proposals, approvals, activation, confirmation. Roles open the door; what counts is whose key signed.</content>
internal sealed partial class PolicyEndpoint
{
    private const string Author = "policy_author";
    private const string Approver = "policy_approver";
    private const string Auditor = "auditor";

    private PolicyLife Life => policies.Life
        ?? throw new PolicyException("policies_from_folder",
            "this broker takes its policies from a folder, for a trial; configure 'governance'");

    /// <inheritdoc />
    public override async Task<ListProposalsResponse> ListProposals(ListProposalsRequest request, ServerCallContext context)
    {
        DemandRole(context, Officer, Author, Approver, Auditor);
        var response = new ListProposalsResponse();
        response.Proposals.AddRange((await Life.ListAsync(context.CancellationToken)).Select(PolicyMapping.ToMessage));
        return response;
    }

    /// <inheritdoc />
    public override async Task<GetProposalResponse> GetProposal(GetProposalRequest request, ServerCallContext context)
    {
        DemandRole(context, Officer, Author, Approver, Auditor);
        var found = (await Life.ListAsync(context.CancellationToken)).FirstOrDefault(view => view.Proposal.Id == request.ProposalId)
            ?? throw new PolicyException("proposal_unknown", "there is no such proposal");
        var response = new GetProposalResponse { Proposal = PolicyMapping.ToMessage(found) };
        if (request.WithBundle)
        {
            response.Bundle = ByteString.CopyFrom((await Life.BundleAsync(request.ProposalId, context.CancellationToken)).Span);
        }

        return response;
    }

    /// <inheritdoc />
    public override async Task<ProposeResponse> Propose(ProposeRequest request, ServerCallContext context)
    {
        var by = DemandRole(context, Officer, Author);
        var view = await Life.ProposeAsync(
            by, request.Document.Memory, request.Signature, request.Bundle.Memory, context.CancellationToken);
        return new ProposeResponse { Proposal = PolicyMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<RollbackResponse> Rollback(RollbackRequest request, ServerCallContext context)
    {
        var by = DemandRole(context, Officer, Author);
        var view = await Life.ProposeAsync(
            by, request.Document.Memory, request.Signature, ReadOnlyMemory<byte>.Empty, context.CancellationToken);
        return new RollbackResponse { Proposal = PolicyMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<ApproveResponse> Approve(ApproveRequest request, ServerCallContext context)
    {
        var by = DemandRole(context, Officer, Approver);
        var view = await Life.ApproveAsync(by, request.Document.Memory, request.Signature, context.CancellationToken);
        return new ApproveResponse { Proposal = PolicyMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<ActivateResponse> Activate(ActivateRequest request, ServerCallContext context)
    {
        var by = DemandRole(context, Officer, Author, Approver);
        var at = request.At is null ? (DateTimeOffset?)null : TimeMapping.ToTime(request.At);
        var view = await Life.ActivateAsync(by, request.ProposalId, at, context.CancellationToken);
        return new ActivateResponse { Proposal = PolicyMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<WithdrawResponse> Withdraw(WithdrawRequest request, ServerCallContext context)
    {
        var by = DemandRole(context, Officer, Author, Approver);
        var view = await Life.WithdrawAsync(by, request.ProposalId, context.CancellationToken);
        return new WithdrawResponse { Proposal = PolicyMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<ConfirmResponse> Confirm(ConfirmRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var confirmation = new ConfirmationRecord
        {
            Instance = request.ForumInstanceId,
            Agency = request.AgencyId,
            Regime = request.Regime,
            Opinion = request.Opinion,
            Person = caller.Person.Id,
            ReviewDate = request.ReviewDate,
            IsWithdrawn = request.Withdraw,
        };
        var index = await registers.ConfirmAsync(caller, confirmation, context.CancellationToken);
        return new ConfirmResponse { LeafIndex = checked((ulong)index) };
    }

    private static PolicyStepper DemandRole(ServerCallContext context, params ReadOnlySpan<string> roles)
    {
        var caller = context.Caller();
        return roles.Contains(caller.Person.Role)
            ? new PolicyStepper(caller.Agency.Value, caller.Person.Id)
            : throw new PolicyException("not_allowed", "this is for persons who work on policies: " + string.Join(", ", roles.ToArray()));
    }
}
