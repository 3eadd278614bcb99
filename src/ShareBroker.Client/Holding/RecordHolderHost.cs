using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ShareBroker.Wire.V1;

namespace ShareBroker.Client.Holding;

/// <summary>
/// The gRPC service of a holder: verifies the order, asks the records, drops what the order does not name. Map it in any gRPC server that
/// takes only the broker's certificate.
/// </summary>
/// <param name="orders">Verifies orders.</param>
/// <param name="records">The holder's records.</param>
public class RecordHolderHost(OrderVerifier orders, IRecordSource records) : RecordHolder.RecordHolderBase
{
    private const int DeclineCharactersMax = 1_000;

    /// <inheritdoc />
    public override async Task<FetchResponse> Fetch(FetchRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var order = orders.Verify(request);
            return ToMessage(order, await records.FindAsync(order, context.CancellationToken).ConfigureAwait(false));
        }
        catch (OrderRefusedException refused)
        {
            var trailers = new Metadata { { BrokerCallException.CodeTrailer, refused.Code } };
            throw new RpcException(new Status(StatusCode.FailedPrecondition, refused.Message), trailers);
        }
    }

    private static FetchResponse ToMessage(VerifiedOrder order, RecordAnswer answer) => answer switch
    {
        RecordAnswer.Released released => new FetchResponse { Record = ToMessage(order, released) },
        RecordAnswer.Declined declined => new FetchResponse
        {
            Decline = new Decline { Text = declined.Text[..Math.Min(declined.Text.Length, DeclineCharactersMax)] },
        },
        RecordAnswer.Pending pending => new FetchResponse
        {
            Pending = new Pending { RetryTime = Timestamp.FromDateTimeOffset(pending.RetryTime) },
        },
        _ => throw new RpcException(new Status(StatusCode.Internal, "the record source gave no answer")),
    };

    private static HeldRecord ToMessage(VerifiedOrder order, RecordAnswer.Released released)
    {
        var ordered = order.Paths.ToHashSet(StringComparer.Ordinal);
        var record = new HeldRecord { SubjectId = released.SubjectId };
        foreach (var value in released.Values.Where(value => ordered.Contains(value.Path)))
        {
            record.Values.Add(new HeldValue
            {
                Path = value.Path,
                ValueJson = ByteString.CopyFrom(value.ValueJson.Span),
                Version = value.Version,
                Provenance = new Provenance
                {
                    OriginPurpose = value.OriginPurpose,
                    Basis = value.Basis,
                    Reviewed = value.Reviewed,
                    ReceiptId = value.ReceiptId,
                },
            });
        }

        return record;
    }
}
