namespace Grpc.Core;

/// <summary>How one call is to be made. Each <c>With</c> method answers with a changed copy and leaves the receiver alone.</summary>
public struct CallOptions
{
    /// <summary>Sets what is given and leaves the rest at "none"; the default value of this type is as good as no arguments.</summary>
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
        IsWaitForReady = false;
    }

    /// <summary>Entries sent as request headers, or null for none.</summary>
    public Metadata? Headers { get; private set; }

    /// <summary>The UTC instant after which the call fails with <see cref="StatusCode.DeadlineExceeded"/>, or null for never.</summary>
    public DateTime? Deadline { get; private set; }

    /// <summary>Cancels the call when it fires.</summary>
    public CancellationToken CancellationToken { get; private set; }

    /// <summary>How request messages are written, or null for the usual way.</summary>
    public WriteOptions? WriteOptions { get; private set; }

    /// <summary>What this call inherits from the call that caused it, or null for nothing.</summary>
    public ContextPropagationToken? PropagationToken { get; private set; }

    /// <summary>Credentials of this call beside those of its channel, or null for none.</summary>
    public CallCredentials? Credentials { get; private set; }

    /// <summary>True when the call waits for a connection instead of failing while there is none.</summary>
    public bool IsWaitForReady { get; private set; }

    /// <summary>A copy with other request headers.</summary>
    public CallOptions WithHeaders(Metadata headers)
    {
        var changed = this;
        changed.Headers = headers;
        return changed;
    }

    /// <summary>A copy with another deadline, in UTC.</summary>
    public CallOptions WithDeadline(DateTime deadline)
    {
        var changed = this;
        changed.Deadline = deadline;
        return changed;
    }

    /// <summary>A copy that another token cancels.</summary>
    public CallOptions WithCancellationToken(CancellationToken cancellationToken)
    {
        var changed = this;
        changed.CancellationToken = cancellationToken;
        return changed;
    }

    /// <summary>A copy whose messages are written in another way.</summary>
    public CallOptions WithWriteOptions(WriteOptions writeOptions)
    {
        var changed = this;
        changed.WriteOptions = writeOptions;
        return changed;
    }

    /// <summary>A copy that inherits from another call.</summary>
    public CallOptions WithPropagationToken(ContextPropagationToken propagationToken)
    {
        var changed = this;
        changed.PropagationToken = propagationToken;
        return changed;
    }

    /// <summary>A copy with other call credentials.</summary>
    public CallOptions WithCredentials(CallCredentials credentials)
    {
        var changed = this;
        changed.Credentials = credentials;
        return changed;
    }

    /// <summary>A copy that waits for a connection, or, given false, one that does not.</summary>
    public CallOptions WithWaitForReady(bool waitForReady = true)
    {
        var changed = this;
        changed.IsWaitForReady = waitForReady;
        return changed;
    }
}
