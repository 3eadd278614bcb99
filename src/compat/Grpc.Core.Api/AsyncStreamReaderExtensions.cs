namespace Grpc.Core;

/// <summary>Shorthand for readers of message streams.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Advances to the next message without a way to give up the wait; false when the stream has ended.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="streamReader"/> is null.</exception>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}
