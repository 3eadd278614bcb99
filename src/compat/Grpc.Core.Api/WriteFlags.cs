namespace Grpc.Core;

/// <summary>Wishes for the writing of messages, which can be joined.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in a buffer for the next one instead of being sent at once.</summary>
    BufferHint = 1,

    /// <summary>The message is sent uncompressed, also where the call compresses.</summary>
    NoCompress = 2,
}
