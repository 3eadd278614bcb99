namespace Grpc.Core;

/// <summary>Writes the responses of a call whose server streams; the stream ends when the handler does.</summary>
/// <typeparam name="T">The type of the responses.</typeparam>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
