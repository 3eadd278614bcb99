using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Receipts.Tree;
using ShareBroker.Server.Mapping;
using ShareBroker.Wire.V1;
using ReceiptSummary = ShareBroker.Wire.V1.ReceiptSummary;

namespace ShareBroker.Server.Endpoints;

/// <summary>The receipt desk over gRPC.</summary>
internal sealed class ReceiptEndpoint(ReceiptDesk desk) : ReceiptService.ReceiptServiceBase
{
    /// <inheritdoc />
    public override async Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context)
    {
        var receipt = await desk.GetAsync(context.Caller(), ToIndex(request.Index), context.CancellationToken);
        return new GetReceiptResponse { Receipt = DisclosureMapping.ToMessage(receipt) };
    }

    /// <inheritdoc />
    public override async Task<GetProofResponse> GetProof(GetProofRequest request, ServerCallContext context)
    {
        var proved = await desk.ProveAsync(
            context.Caller(), ToIndex(request.Index), ToIndex(request.Size), context.CancellationToken);
        var response = new GetProofResponse { LeafHash = ToBytes(proved.LeafHash), Size = checked((ulong)proved.Size) };
        response.Hashes.AddRange(proved.Hashes.Select(ToBytes));
        return response;
    }

    /// <inheritdoc />
    public override async Task<GetConsistencyResponse> GetConsistency(GetConsistencyRequest request, ServerCallContext context)
    {
        var (hashes, toSize) = await desk.ProveConsistencyAsync(
            context.Caller(), ToIndex(request.FromSize), ToIndex(request.ToSize), context.CancellationToken);
        var response = new GetConsistencyResponse { ToSize = checked((ulong)toSize) };
        response.Hashes.AddRange(hashes.Select(ToBytes));
        return response;
    }

    /// <inheritdoc />
    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) =>
        Task.FromResult(new GetCheckpointResponse { Checkpoint = desk.Checkpoint.Text });

    /// <inheritdoc />
    public override async Task<ListReceiptsResponse> ListReceipts(ListReceiptsRequest request, ServerCallContext context)
    {
        var page = await desk.ListAsync(
            context.Caller(), ToIndex(request.StartIndex), request.PageSize, context.CancellationToken);
        var response = new ListReceiptsResponse { NextIndex = checked((ulong)page.NextIndex) };
        response.Receipts.AddRange(page.Receipts.Select(static each => new ReceiptSummary
        {
            Index = checked((ulong)each.Index),
            ReceiptId = each.ReceiptId,
            Kind = each.Kind,
            Time = Timestamp.FromDateTimeOffset(each.Time),
        }));
        return response;
    }

    /// <inheritdoc />
    public override async Task<ConfirmReceiptResponse> ConfirmReceipt(ConfirmReceiptRequest request, ServerCallContext context)
    {
        if (request.LeafHash.Length != MerkleHash.SizeBytes)
        {
            throw InvalidRequestException.Of("leaf_hash_malformed", "the leaf hash is not 32 bytes");
        }

        var leafHash = new MerkleHash(request.LeafHash.Span);
        var index = await desk.ConfirmAsync(context.Caller(), ToIndex(request.Index), leafHash, context.CancellationToken);
        return new ConfirmReceiptResponse { Index = checked((ulong)index) };
    }

    /// <inheritdoc />
    public override async Task<OpenReceiptResponse> OpenReceipt(OpenReceiptRequest request, ServerCallContext context)
    {
        var opened = await desk.OpenAsync(
            context.Caller(), ToIndex(request.Index), request.Authority, request.Why, context.CancellationToken);
        return new OpenReceiptResponse
        {
            Receipt = DisclosureMapping.ToMessage(opened.Receipt),
            Input = new JsonDocument { MediaType = "application/json", Content = ByteString.CopyFrom(opened.Input.Span) },
            OpeningIndex = checked((ulong)opened.OpeningIndex),
        };
    }

    private static long ToIndex(ulong index) => index <= long.MaxValue ? (long)index : long.MaxValue;

    private static ByteString ToBytes(MerkleHash hash) => ByteString.CopyFrom(hash.ToArray());
}
