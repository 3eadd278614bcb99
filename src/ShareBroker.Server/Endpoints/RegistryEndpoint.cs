using Grpc.Core;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Server.Mapping;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Endpoints;

/// <summary>The register desk over gRPC.</summary>
internal sealed class RegistryEndpoint(RegisterDesk desk) : RegistryService.RegistryServiceBase
{
    /// <inheritdoc />
    public override async Task<PutAgencyResponse> PutAgency(PutAgencyRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Agency), context) };

    /// <inheritdoc />
    public override async Task<PutForumInstanceResponse> PutForumInstance(PutForumInstanceRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.ForumInstance), context) };

    /// <inheritdoc />
    public override async Task<PutMemberResponse> PutMember(PutMemberRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Member), context) };

    /// <inheritdoc />
    public override async Task<PutMeetingResponse> PutMeeting(PutMeetingRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Meeting), context) };

    /// <inheritdoc />
    public override async Task<PutAgreementResponse> PutAgreement(PutAgreementRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Agreement), context) };

    /// <inheritdoc />
    public override async Task<PutConsentResponse> PutConsent(PutConsentRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Consent), context) };

    /// <inheritdoc />
    public override async Task<PutTrainingResponse> PutTraining(PutTrainingRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Training), context) };

    /// <inheritdoc />
    public override async Task<PutReceiverResponse> PutReceiver(PutReceiverRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Receiver), context) };

    /// <inheritdoc />
    public override async Task<PutHolderMappingResponse> PutHolderMapping(PutHolderMappingRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.Mapping), context) };

    /// <inheritdoc />
    public override async Task<PutRoleHistoryResponse> PutRoleHistory(PutRoleHistoryRequest request, ServerCallContext context) =>
        new() { Entry = await PutAsync(RegisterMapping.ToRecord(request.RoleHistory), context) };

    /// <inheritdoc />
    public override async Task<RecordLateDisclosureResponse> RecordLateDisclosure(
        RecordLateDisclosureRequest request, ServerCallContext context)
    {
        var late = RegisterMapping.ToRecord(request.LateDisclosure);
        var index = await desk.RecordLateAsync(context.Caller(), late, context.CancellationToken);
        return new RecordLateDisclosureResponse { Entry = new RegisterEntry { Index = checked((ulong)index) } };
    }

    private async Task<RegisterEntry> PutAsync(RegisterRecord record, ServerCallContext context)
    {
        var index = await desk.PutAsync(context.Caller(), record, context.CancellationToken);
        return new RegisterEntry { Index = checked((ulong)index) };
    }
}
