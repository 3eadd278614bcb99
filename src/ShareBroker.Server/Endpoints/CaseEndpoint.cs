using Grpc.Core;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Server.Mapping;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Endpoints;

/// <summary>The case desk over gRPC.</summary>
internal sealed class CaseEndpoint(CaseDesk desk) : CaseService.CaseServiceBase
{
    /// <inheritdoc />
    public override async Task<OpenCaseResponse> OpenCase(OpenCaseRequest request, ServerCallContext context)
    {
        var facts = CaseMapping.ToFacts(request.Facts);
        var view = await desk.OpenAsync(
            context.Caller(), request.ForumInstanceId, request.SubjectId, facts, context.CancellationToken);
        return new OpenCaseResponse { Case = CaseMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<LinkSubjectResponse> LinkSubject(LinkSubjectRequest request, ServerCallContext context)
    {
        var view = await desk.LinkAsync(context.Caller(), request.CaseId, request.SubjectId, context.CancellationToken);
        return new LinkSubjectResponse { Case = CaseMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<SetCaseOwnerResponse> SetCaseOwner(SetCaseOwnerRequest request, ServerCallContext context)
    {
        var view = await desk.SetOwnerAsync(context.Caller(), request.CaseId, request.OwnerId, context.CancellationToken);
        return new SetCaseOwnerResponse { Case = CaseMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<RecordCaseFactsResponse> RecordCaseFacts(RecordCaseFactsRequest request, ServerCallContext context)
    {
        var facts = CaseMapping.ToFacts(request.Facts);
        var view = await desk.RecordFactsAsync(context.Caller(), request.CaseId, facts, context.CancellationToken);
        return new RecordCaseFactsResponse { Case = CaseMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<CloseCaseResponse> CloseCase(CloseCaseRequest request, ServerCallContext context)
    {
        var view = await desk.CloseAsync(context.Caller(), request.CaseId, context.CancellationToken);
        return new CloseCaseResponse { Case = CaseMapping.ToMessage(view) };
    }

    /// <inheritdoc />
    public override async Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context)
    {
        var view = await desk.GetAsync(context.Caller(), request.CaseId, context.CancellationToken);
        return new GetCaseResponse { Case = CaseMapping.ToMessage(view) };
    }
}
