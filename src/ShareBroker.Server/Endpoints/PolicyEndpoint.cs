using Grpc.Core;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Server.Mapping;
using ShareBroker.Server.Start;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Endpoints;

/// <summary>The policies over gRPC: those in force, and how others come into force.</summary>
internal sealed partial class PolicyEndpoint(
    PolicyRooms policies, DisclosureDesk desk, RegisterDesk registers, DisclosurePorts ports, TimeProvider time)
    : PolicyService.PolicyServiceBase
{
    private const string Officer = "dpo";

    /// <inheritdoc />
    public override async Task<GetActiveResponse> GetActive(GetActiveRequest request, ServerCallContext context)
    {
        var point = policies.Seat.Current;
        var (lastSha256, lastLeaf) = await policies.LastAsync(context.CancellationToken);
        var response = new GetActiveResponse
        {
            Revision = point.Policy.Revision,
            Sha256 = point.Policy.Sha256,
            LeafIndex = checked((ulong)Math.Max(point.Policy.LeafIndex, 0)),
            Engine = point.Engine,
            ValidUntil = PolicyMapping.ToMessage(policies.Seat.ValidUntil),
            Log = policies.Origin,
            LastSha256 = lastSha256,
            LastLeafIndex = checked((ulong)lastLeaf),
        };
        response.Regimes.AddRange(point.Policy.Regimes);
        return response;
    }

    /// <inheritdoc />
    public override async Task<ExplainResponse> Explain(ExplainRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var explained = await desk.ExplainAsync(caller, DisclosureMapping.ToTerms(request.Terms), context.CancellationToken);
        var answer = explained.Answer;
        var response = new ExplainResponse
        {
            Effect = DisclosureMapping.ToMessage(answer.Effect),
            Receipt = DisclosureMapping.ToMessage(answer.Receipt),
        };
        response.Reasons.AddRange(answer.Reasons.Select(DisclosureMapping.ToMessage));
        response.Fields.AddRange(answer.Fields.Select(DisclosureMapping.ToMessage));
        if (caller.Person.Role == Officer)
        {
            response.Rules.AddRange(explained.Rules);
        }

        return response;
    }
}
