namespace Grpc.Core;

/// <summary>Reads a stream of messages one by one; at most one read may be under way.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext"/> arrived at; meaningless before it and after the end.</summary>
    T Current { get; }

    /// <summary>Advances to the next message; false when the stream has ended well, an exception when it has ended badly.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
