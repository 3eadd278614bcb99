namespace Grpc.Core;

/// <summary>Writes the requests of a call whose client streams.</summary>
/// <typeparam name="T">The type of the requests.</typeparam>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Tells the server that no more requests will come; nothing may be written afterwards.</summary>
    Task CompleteAsync();
}
