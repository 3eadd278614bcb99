using Grpc.Core;
using ShareBroker.Disclosure;
using ShareBroker.Server.Mapping;
using ShareBroker.Wire.V1;
using HeldValue = ShareBroker.Disclosure.Fetching.HeldValue;

namespace ShareBroker.Server.Endpoints;

/// <summary>The disclosure desk over gRPC.</summary>
internal sealed class DisclosureEndpoint(DisclosureDesk desk) : DisclosureService.DisclosureServiceBase
{
    /// <inheritdoc />
    public override async Task<DiscloseResponse> Disclose(DiscloseRequest request, ServerCallContext context)
    {
        var key = IdempotencyKey.Parse(request.IdempotencyKey);
        var answer = await desk.DiscloseAsync(context.Caller(), key, DisclosureMapping.ToTerms(request.Terms), context.CancellationToken);
        return new DiscloseResponse { Disclosure = DisclosureMapping.ToMessage(answer) };
    }

    /// <inheritdoc />
    public override async Task<ReferResponse> Refer(ReferRequest request, ServerCallContext context)
    {
        var key = IdempotencyKey.Parse(request.IdempotencyKey);
        var values = request.Values.Select(ToValue).ToList();
        var answer = await desk.ReferAsync(
            context.Caller(), key, DisclosureMapping.ToTerms(request.Terms), values, context.CancellationToken);
        return new ReferResponse { Disclosure = DisclosureMapping.ToMessage(answer) };
    }

    /// <inheritdoc />
    public override async Task<PreviewResponse> Preview(PreviewRequest request, ServerCallContext context)
    {
        var answer = await desk.PreviewAsync(context.Caller(), DisclosureMapping.ToTerms(request.Terms), context.CancellationToken);
        return new PreviewResponse { Disclosure = DisclosureMapping.ToMessage(answer) };
    }

    /// <inheritdoc />
    public override async Task<GetDisclosureResponse> GetDisclosure(GetDisclosureRequest request, ServerCallContext context)
    {
        var answer = await desk.GetAsync(context.Caller(), DisclosureId.Parse(request.DisclosureId), context.CancellationToken);
        return new GetDisclosureResponse { Disclosure = DisclosureMapping.ToMessage(answer) };
    }

    /// <inheritdoc />
    public override async Task WatchDisclosure(
        WatchDisclosureRequest request, IServerStreamWriter<WatchDisclosureResponse> responseStream, ServerCallContext context)
    {
        var id = DisclosureId.Parse(request.DisclosureId);
        await foreach (var answer in desk.WatchAsync(context.Caller(), id, context.CancellationToken))
        {
            var message = new WatchDisclosureResponse { Disclosure = DisclosureMapping.ToMessage(answer) };
            await responseStream.WriteAsync(message, context.CancellationToken);
        }
    }

    // A referrer states no version: what it brings is released once, as it is.
    private static HeldValue ToValue(ReferredValue value) =>
        new(value.Path, value.ValueJson.Memory, RegisterMapping.ToProvenance(value.Provenance), "");
}
