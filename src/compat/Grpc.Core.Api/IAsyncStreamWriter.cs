namespace Grpc.Core;

/// <summary>Writes a stream of messages one by one; at most one write may be under way.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the messages after this moment are written, or null for the usual way.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes one message; the next may be written when the task has completed.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes one message unless the token fires first; a writer that cannot give up a write refuses such tokens.</summary>
    /// <exception cref="NotSupportedException">The token can be cancelled and this writer has no way to obey it.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        // Writers made before this member existed have only the other overload. To ignore a token would be a broken promise.
        if (cancellationToken.CanBeCanceled)
        {
            throw new NotSupportedException("this stream writer cannot cancel a write; pass a token that never fires");
        }

        return WriteAsync(message);
    }
}
