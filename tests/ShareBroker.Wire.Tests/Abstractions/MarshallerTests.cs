using System.Buffers;
using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class MarshallerTests
{
    [Fact]
    public void Functions_over_arrays_also_serve_contexts()
    {
        var marshaller = Marshallers.Create<string>(static text => [(byte)text.Length], static bytes => new string('x', bytes[0]));
        var context = new ArrayContext();

        marshaller.ContextualSerializer("abc", context);

        context.Payload.ShouldBe([3]);
        marshaller.ContextualDeserializer(new ArrayDeserializationContext([2])).ShouldBe("xx");
        marshaller.Serializer("ab").ShouldBe([2]);
        marshaller.Deserializer([1]).ShouldBe("x");
    }

    [Fact]
    public void Functions_over_contexts_do_not_serve_arrays()
    {
        var marshaller = Marshallers.Create<string>(
            static (text, context) => context.Complete([(byte)text.Length]), static context => new string('y', context.PayloadLength));
        var serializer = marshaller.Serializer;
        var deserializer = marshaller.Deserializer;

        Should.Throw<NotImplementedException>(() => serializer("a"));
        Should.Throw<NotImplementedException>(() => deserializer([1]));
        marshaller.ContextualDeserializer(new ArrayDeserializationContext([7, 7])).ShouldBe("yy");
    }

    [Fact]
    public void The_functions_are_the_same_at_every_read()
    {
        var marshaller = Marshallers.StringMarshaller;

        marshaller.ContextualSerializer.ShouldBeSameAs(marshaller.ContextualSerializer);
        marshaller.ContextualDeserializer.ShouldBeSameAs(marshaller.ContextualDeserializer);
        Marshallers.StringMarshaller.ShouldBeSameAs(marshaller);
    }

    [Fact]
    public void Strings_travel_as_utf8()
    {
        Marshallers.StringMarshaller.Serializer("é").ShouldBe([0xc3, 0xa9]);
        Marshallers.StringMarshaller.Deserializer([0xc3, 0xa9]).ShouldBe("é");
    }

    [Fact]
    public void Missing_functions_are_refused()
    {
        Should.Throw<ArgumentNullException>(() => new Marshaller<string>((Func<string, byte[]>)null!, static _ => ""));
        Should.Throw<ArgumentNullException>(() => new Marshaller<string>(static _ => [], null!));
        Should.Throw<ArgumentNullException>(() => new Marshaller<string>((Action<string, SerializationContext>)null!, static _ => ""));
        Should.Throw<ArgumentNullException>(() => new Marshaller<string>(static (_, _) => { }, null!));
    }

    [Fact]
    public void A_bare_context_ignores_the_length_and_refuses_the_rest()
    {
        var context = new BareContext();

        context.SetPayloadLength(5);
        Should.Throw<NotImplementedException>(() => context.Complete([]));
        Should.Throw<NotImplementedException>(context.Complete);
        Should.Throw<NotImplementedException>(context.GetBufferWriter);
        Should.Throw<NotImplementedException>(() => new BareDeserializationContext().PayloadAsNewBuffer());
        Should.Throw<NotImplementedException>(() => new BareDeserializationContext().PayloadAsReadOnlySequence());
    }

    [Fact]
    public void A_method_knows_its_path()
    {
        var strings = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.ServerStreaming, "pkg.Service", "Name", strings, strings);

        method.FullName.ShouldBe("/pkg.Service/Name");
        method.FullName.ShouldBeSameAs(method.FullName);
        IMethod untyped = method;
        (untyped.Type, untyped.ServiceName, untyped.Name).ShouldBe((MethodType.ServerStreaming, "pkg.Service", "Name"));
        Should.Throw<ArgumentNullException>(() => new Method<string, string>(MethodType.Unary, null!, "n", strings, strings))
            .ParamName.ShouldBe("serviceName");
        Should.Throw<ArgumentNullException>(() => new Method<string, string>(MethodType.Unary, "s", null!, strings, strings))
            .ParamName.ShouldBe("name");
        Should.Throw<ArgumentNullException>(() => new Method<string, string>(MethodType.Unary, "s", "n", null!, strings))
            .ParamName.ShouldBe("requestMarshaller");
        Should.Throw<ArgumentNullException>(() => new Method<string, string>(MethodType.Unary, "s", "n", strings, null!))
            .ParamName.ShouldBe("responseMarshaller");
    }

    private sealed class ArrayContext : SerializationContext
    {
        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;
    }

    private sealed class ArrayDeserializationContext(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => [.. payload];

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
    }

    private sealed class BareContext : SerializationContext;

    private sealed class BareDeserializationContext : DeserializationContext
    {
        public override int PayloadLength => 0;
    }
}
