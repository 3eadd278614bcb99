using Grpc.Core;
using ShareBroker.Policies;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Testing;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Endpoints;

/// <content>What the command line does with policies, done by the broker: with the active ones, a proposal's, or a draft.</content>
internal sealed partial class PolicyEndpoint
{
    /// <inheritdoc />
    public override async Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        DemandRole(context, Officer, Author, Approver, Auditor);
        var findings = PolicyCheck.Run(await FilesOfAsync(request.Source, context.CancellationToken));
        var response = new CheckResponse();
        response.Findings.AddRange(findings.Select(static finding => new Wire.V1.PolicyFinding
        {
            Code = finding.Code,
            Place = finding.Place.Text.Length == 0 ? $"{finding.Place}" : $"{finding.Place} [{finding.Place.Text}]",
            Problem = finding.Problem,
            Advice = finding.Advice,
        }));
        return response;
    }

    /// <inheritdoc />
    public override async Task<TestResponse> Test(TestRequest request, ServerCallContext context)
    {
        DemandRole(context, Officer, Author, Approver, Auditor);
        var set = PolicySet.FromFiles(await FilesOfAsync(request.Source, context.CancellationToken));
        var outcomes = PolicyTestRun.Run(
            set, DecisionBudget.Standard, DecisionBudget.Environment(time), context.CancellationToken);
        var response = new TestResponse { Passed = outcomes.Count(static outcome => outcome.Passed) };
        response.Failures.AddRange(outcomes.Where(static outcome => !outcome.Passed).Select(static outcome => new FailedTest
        {
            Path = outcome.Path, File = outcome.File, Row = outcome.Row, Message = outcome.Message,
        }));
        return response;
    }

    private async Task<IReadOnlyList<PolicyFile>> FilesOfAsync(PolicySource? source, CancellationToken cancellationToken) =>
        source?.SourceCase switch
        {
            PolicySource.SourceOneofCase.Bundle => PolicyBundle.Read(source.Bundle.Memory).Files,
            PolicySource.SourceOneofCase.ProposalId =>
                PolicyBundle.Read(await Life.BundleAsync(source.ProposalId, cancellationToken)).Files,
            _ => policies.Seat.Policies?.Files
                ?? throw new PolicyException("policy_none", "no policies are in force; send a bundle or name a proposal"),
        };
}
