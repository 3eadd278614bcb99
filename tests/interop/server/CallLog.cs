using System.Threading.Channels;

namespace ShareBroker.InteropServer;

/// <summary>What tests want to hear from inside a running call.</summary>
internal sealed class CallLog
{
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> Interceptions { get; } = [];

    public Channel<string> Ends { get; } = Channel.CreateUnbounded<string>();
}
