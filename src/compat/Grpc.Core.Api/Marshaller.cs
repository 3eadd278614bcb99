namespace Grpc.Core;

/// <summary>Turns messages of one type into bytes and back.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
public class Marshaller<T>
{
    /// <summary>Works on whole arrays; the contextual functions are made from the given ones.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        Serializer = serializer;
        Deserializer = deserializer;
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>Works on contexts; the functions over arrays exist but throw <see cref="NotImplementedException"/> when called.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
        Serializer = static _ => throw new NotImplementedException("this marshaller serializes into a context only");
        Deserializer = static _ => throw new NotImplementedException("this marshaller deserializes from a context only");
    }

    /// <summary>From a message to an array of its own.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>From an array to a message.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>From a message into a context; the same delegate at every read.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>From a context to a message; the same delegate at every read.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }
}
