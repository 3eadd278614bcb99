using System.Buffers;

namespace Grpc.Core;

/// <summary>One received message, for the time in which it is turned into an object.</summary>
public abstract class DeserializationContext
{
    /// <summary>The length of the message, in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message in a new array of exactly its length, which the caller owns.</summary>
    /// <exception cref="NotImplementedException">The context does not offer its payload in this form.</exception>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The message where it lies; the view is valid only until the deserializer returns.</summary>
    /// <exception cref="NotImplementedException">The context does not offer its payload in this form.</exception>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
