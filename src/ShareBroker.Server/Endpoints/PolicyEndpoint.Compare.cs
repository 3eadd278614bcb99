using Grpc.Core;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Rendering;
using ShareBroker.Policies.Replaying;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Endpoints;

/// <content>Policies in plain language, and what a candidate would change.</content>
internal sealed partial class PolicyEndpoint
{
    private const int ChangesMax = 10_000;

    private PolicySet Active =>
        policies.Seat.Policies ?? throw new PolicyException("policy_none", "no policies are in force to compare with");

    /// <inheritdoc />
    public override async Task<RenderResponse> Render(RenderRequest request, ServerCallContext context)
    {
        DemandRole(context, Officer, Author, Approver, Auditor);
        var set = PolicySet.FromFiles(await FilesOfAsync(request.Source, context.CancellationToken));
        var language = request.Language.Length > 0 ? request.Language : "en";
        return new RenderResponse { Text = PolicyPages.Of(set, request.Regime, language, request.Html) };
    }

    /// <inheritdoc />
    public override async Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        DemandRole(context, Officer, Author, Approver);
        var candidate = PolicySet.FromFiles(await FilesOfAsync(request.Candidate, context.CancellationToken));
        var report = PolicyDiff.Run(
            Active, candidate, [.. request.Regimes], DecisionBudget.Environment(time), progress: null, context.CancellationToken);
        var response = new DiffResponse { Requests = checked((ulong)report.Requests), Failed = checked((ulong)report.Failed) };
        response.Differences.AddRange(report.Differences.Take(ChangesMax).Select(ToMessage));
        return response;
    }

    /// <inheritdoc />
    public override async Task<ReplayResponse> Replay(ReplayRequest request, ServerCallContext context)
    {
        DemandRole(context, Officer, Auditor);
        var candidate = PolicySet.FromFiles(await FilesOfAsync(request.Candidate, context.CancellationToken));
        var report = await PolicyReplay.RunAsync(
            PastDecisions.ReadAsync(ports.Log, ports.Inputs, context.CancellationToken),
            EngineOf(Active),
            EngineOf(candidate),
            progress: null,
            context.CancellationToken);
        var response = new ReplayResponse { Decisions = report.Decisions, Destroyed = report.Destroyed, Failed = report.Failed };
        response.Changes.AddRange(report.Changes.Take(ChangesMax).Select(static change => new ReplayedDecision
        {
            ReceiptId = change.Receipt,
            Index = checked((ulong)change.Index),
            Regime = change.Regime,
            AgencyId = change.Agency,
            Kind = change.Kind.ToString().ToLowerInvariant(),
        }));
        return response;
    }

    private static Wire.V1.PolicyDifference ToMessage(Policies.Diffing.PolicyDifference difference)
    {
        var message = new Wire.V1.PolicyDifference
        {
            Kind = difference.Kind.ToString().ToLowerInvariant(),
            Regime = difference.Regime,
            Forum = difference.Forum,
            Purpose = difference.Purpose,
            Path = difference.Path,
            Before = difference.Before,
            After = difference.After,
            Example = difference.Example,
        };
        message.Requesters.AddRange(difference.Requesters);
        message.Recipients.AddRange(difference.Recipients);
        message.Holders.AddRange(difference.Holders);
        return message;
    }

    private EmbeddedDecisionPoint EngineOf(PolicySet set) =>
        new(set, leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(time));
}
