namespace Grpc.Core;

/// <summary>A way to reach one server, whatever carries the calls.</summary>
public abstract class ChannelBase
{
    /// <summary>Remembers where the channel leads.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="target"/> is null.</exception>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>Where the channel leads, as it was given.</summary>
    public string Target { get; }

    /// <summary>An invoker whose calls go through this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Closes the channel; completes when it is closed.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>What closing means for a particular channel; here there is nothing to do.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
