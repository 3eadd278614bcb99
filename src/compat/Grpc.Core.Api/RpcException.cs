namespace Grpc.Core;

/// <summary>
/// A call ended with a status other than OK. Thrown to the caller on the client's side; thrown by a handler on the server's side,
/// it sets the status of the call and adds its trailers to those of the response.
/// </summary>
public class RpcException : Exception
{
    /// <summary>No trailers; the message is the status as text.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>No trailers; the message is given and stays on this side of the wire.</summary>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>The message is the status as text.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="trailers"/> is null.</exception>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Everything given; the inner exception is the one that the status carries.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="trailers"/> is null.</exception>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailers, the very instance that was given.</summary>
    public Metadata Trailers { get; }
}
