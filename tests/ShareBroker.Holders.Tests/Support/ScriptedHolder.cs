using Grpc.Core;
using ShareBroker.Wire.V1;

namespace ShareBroker.Holders.Tests.Support;

/// <summary>A record holder that does what a test tells it, and counts how often it was asked.</summary>
internal sealed class ScriptedHolder : RecordHolder.RecordHolderBase
{
    private int _calls;

    public Func<FetchRequest, ServerCallContext, Task<FetchResponse>> Script { get; set; } =
        static (_, _) => Task.FromResult(new FetchResponse());

    public FetchRequest? Last { get; private set; }

    public int Calls => _calls;

    public override Task<FetchResponse> Fetch(FetchRequest request, ServerCallContext context)
    {
        Interlocked.Increment(ref _calls);
        Last = request;
        return Script(request, context);
    }
}
