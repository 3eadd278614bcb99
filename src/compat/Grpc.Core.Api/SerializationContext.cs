using System.Buffers;

namespace Grpc.Core;

/// <summary>
/// Takes the bytes of one message. A serializer either completes with an array, once, or announces the length if it knows it,
/// writes into the buffer writer and then completes without an array.
/// </summary>
public abstract class SerializationContext
{
    /// <summary>Ends the message with these bytes as its whole payload; the array belongs to the context from here on.</summary>
    /// <exception cref="NotImplementedException">The context does not take arrays.</exception>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>Where the payload is written piece by piece.</summary>
    /// <exception cref="NotImplementedException">The context does not take pieces.</exception>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Announces the length of the payload, in bytes, before the buffer writer is asked for; contexts may ignore it.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message that was written piece by piece.</summary>
    /// <exception cref="NotImplementedException">The context does not take pieces.</exception>
    public virtual void Complete() => throw new NotImplementedException();
}
