using Grpc.Core;
using ShareBroker.Disclosure;
using ShareBroker.Policies.Deciding;
using ShareBroker.Server.Mapping;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Endpoints;

/// <summary>The policies in force over gRPC.</summary>
internal sealed class PolicyEndpoint(IDecisionPoint decisions, DisclosureDesk desk) : PolicyService.PolicyServiceBase
{
    private const string Officer = "dpo";

    /// <inheritdoc />
    public override Task<GetActiveResponse> GetActive(GetActiveRequest request, ServerCallContext context)
    {
        var policy = decisions.Policy;
        var response = new GetActiveResponse
        {
            Revision = policy.Revision,
            Sha256 = policy.Sha256,
            LeafIndex = checked((ulong)policy.LeafIndex),
            Engine = decisions.Engine,
        };
        response.Regimes.AddRange(policy.Regimes);
        return Task.FromResult(response);
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
