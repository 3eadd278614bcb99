using Google.Protobuf;
using Grpc.Core;
using ShareBroker.Client.Holding;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Serving;

/// <summary>The record holder of a demo agency: the SDK's own, and around it the misbehaviour that a switch asks for.</summary>
internal sealed class DemoHolder(OrderVerifier orders, RecordFiles records, AgencySwitch mode, TimeProvider time)
    : RecordHolderHost(orders, records)
{
    private const string Someone = "somebody-else";

    public override async Task<FetchResponse> Fetch(FetchRequest request, ServerCallContext context)
    {
        switch (mode.Current())
        {
            case AgencyMode.Away:
                throw new RpcException(new Status(StatusCode.Unavailable, "closed"));
            case AgencyMode.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, context.CancellationToken);
                throw new RpcException(Status.DefaultCancelled);
            case AgencyMode.Decline:
                return new FetchResponse { Decline = new Decline { Text = "this agency keeps the record to itself for now" } };
            case AgencyMode.Pending:
                return new FetchResponse { Pending = new Pending { RetryTime = Soon() } };
            case AgencyMode.OtherPerson:
                return Changed(await base.Fetch(request, context), record => record.SubjectId = Someone);
            case AgencyMode.Garbage:
                return Changed(await base.Fetch(request, context), Spoil);
            case AgencyMode.TooMuch:
                return Changed(await base.Fetch(request, context), record => record.Values.Add(Uncalled()));
            default:
                return await base.Fetch(request, context);
        }
    }

    private static FetchResponse Changed(FetchResponse response, Action<HeldRecord> change)
    {
        change(response.Record);
        return response;
    }

    private static void Spoil(HeldRecord record)
    {
        foreach (var value in record.Values)
        {
            value.ValueJson = ByteString.CopyFromUtf8("{\"a\":1,\"a\":2");
        }
    }

    private static IEnumerable<HeldValue> Uncalled() => Enumerable.Range(0, 40).Select(static number => new HeldValue
    {
        Path = $"uncalled.path_{number}",
        ValueJson = ByteString.CopyFromUtf8("\"nobody asked for this\""),
    });

    private Google.Protobuf.WellKnownTypes.Timestamp Soon() =>
        Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time.GetUtcNow().AddSeconds(1));
}
