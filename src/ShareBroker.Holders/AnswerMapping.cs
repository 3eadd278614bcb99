using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Receipts;
using ShareBroker.Wire.V1;
using HeldValue = ShareBroker.Disclosure.Fetching.HeldValue;
using Provenance = ShareBroker.Disclosure.Registers.Provenance;

namespace ShareBroker.Holders;

/// <summary>Between the messages of the contract and the words of Fetching. Nothing that a holder says is quoted in a code.</summary>
internal static class AnswerMapping
{
    private const int DeclineCharactersMax = 1_000;

    // What the client library itself says when the limit of bytes is passed; the status alone could also be a busy holder's.
    private const string TooLargeDetail = "Received message exceeds the maximum configured message size.";

    public static FetchRequest ToMessage(FetchOrder order)
    {
        var request = new FetchRequest
        {
            Order = new JsonDocument { MediaType = Receipt.MediaType, Content = ByteString.CopyFrom(order.Order.ToJson()) },
            OrderIndex = checked((ulong)order.OrderIndex),
            SubjectId = order.SubjectId,
            ExpireTime = Timestamp.FromDateTimeOffset(order.ExpireTime),
            RecipientAgencyId = order.Recipient.Value,
            Purpose = order.Purpose,
            DisclosureId = order.Disclosure.Value,
        };
        request.Paths.AddRange(order.Paths);
        return request;
    }

    public static HolderAnswer ToAnswer(FetchResponse response) => response.AnswerCase switch
    {
        FetchResponse.AnswerOneofCase.Record =>
            new HolderAnswer.Values(response.Record.SubjectId, [.. response.Record.Values.Select(ToValue)]),
        FetchResponse.AnswerOneofCase.Decline when response.Decline.Text.Length <= DeclineCharactersMax =>
            new HolderAnswer.Declined(response.Decline.Text),
        FetchResponse.AnswerOneofCase.Decline => new HolderAnswer.Unfit("answer_text_too_long"),
        FetchResponse.AnswerOneofCase.Pending => ToPending(response.Pending.RetryTime),
        _ => new HolderAnswer.Unfit("answer_empty"),
    };

    /// <summary>What a failed call means: nobody could be reached, or what came was no answer.</summary>
    public static HolderAnswer ToAnswer(RpcException fault) => fault.StatusCode switch
    {
        // The client library takes octets that are no message for a broken connection.
        _ when fault.Status.DebugException is InvalidProtocolBufferException => new HolderAnswer.Unfit("answer_broken"),
        StatusCode.ResourceExhausted when fault.Status.Detail == TooLargeDetail => new HolderAnswer.Unfit("answer_too_long"),
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.ResourceExhausted
            or StatusCode.Unauthenticated or StatusCode.Aborted or StatusCode.Unknown => new HolderAnswer.Away(),
        StatusCode.Internal when fault.Status.DebugException is HttpRequestException or IOException => new HolderAnswer.Away(),
        StatusCode.FailedPrecondition => new HolderAnswer.Unfit("holder_refused_order"),
        _ => new HolderAnswer.Unfit("answer_broken"),
    };

    private static HeldValue ToValue(Wire.V1.HeldValue value) => new(
        value.Path,
        value.ValueJson.Memory,
        value.Provenance is { } told ? new Provenance(told.OriginPurpose, told.Basis, told.Reviewed, told.ReceiptId) : Provenance.Unknown,
        value.Version);

    private static HolderAnswer ToPending(Timestamp? time)
    {
        if (time is null)
        {
            return new HolderAnswer.Pending(null);
        }

        try
        {
            return new HolderAnswer.Pending(time.ToDateTimeOffset());
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentOutOfRangeException or OverflowException)
        {
            return new HolderAnswer.Unfit("answer_time_malformed");
        }
    }
}
