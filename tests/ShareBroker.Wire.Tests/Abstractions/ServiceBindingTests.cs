using Grpc.Core;
using Grpc.Core.Utils;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class ServiceBindingTests
{
    [Fact]
    public void A_definition_replays_its_methods_in_order_on_any_binder()
    {
        var definition = FourKinds.BindService(new Service());
        Binder first = new(), second = new();

        definition.BindService(first);
        definition.BindService(second);

        first.Added.ShouldBe(["unary Unary True", "client ClientStream True", "server ServerStream True", "duplex Duplex True"]);
        second.Added.ShouldBe(first.Added);
        Should.Throw<ArgumentNullException>(() => definition.BindService(null!));
    }

    [Fact]
    public void Generated_code_announces_methods_without_handlers()
    {
        var binder = new Binder();

        FourKinds.BindService(binder, null!);

        binder.Added.ShouldBe(["unary Unary False", "client ClientStream False", "server ServerStream False", "duplex Duplex False"]);
    }

    [Fact]
    public void A_second_method_of_the_same_path_is_refused()
    {
        var strings = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.Unary, "s", "n", strings, strings);
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(method, static (request, _) => Task.FromResult(request));

        Should.Throw<ArgumentException>(() => builder.AddMethod(method, static (request, _) => Task.FromResult(request)));
    }

    [Fact]
    public void A_binder_that_serves_nothing_says_so() =>
        Should.Throw<NotImplementedException>(() => FourKinds.BindService(new ServiceBinderBase(), null!));

    [Fact]
    public void The_generated_base_class_tells_how_it_is_bound()
    {
        var mark = typeof(Service).GetCustomAttributes(typeof(BindServiceMethodAttribute), inherit: true)
            .ShouldHaveSingleItem().ShouldBeOfType<BindServiceMethodAttribute>();

        mark.BindType.ShouldBe(typeof(FourKinds));
        mark.BindMethodName.ShouldBe("BindService");
    }

    [Fact]
    public void Preconditions_throw_the_exception_that_says_whose_fault_it_was()
    {
        GrpcPreconditions.CheckArgument(true);
        GrpcPreconditions.CheckArgument(true, "m");
        GrpcPreconditions.CheckState(true);
        GrpcPreconditions.CheckState(true, "m");
        GrpcPreconditions.CheckNotNull("x").ShouldBe("x");
        GrpcPreconditions.CheckNotNull("x", "p").ShouldBe("x");
        Should.Throw<ArgumentException>(() => GrpcPreconditions.CheckArgument(false));
        Should.Throw<ArgumentException>(() => GrpcPreconditions.CheckArgument(false, "m")).Message.ShouldBe("m");
        Should.Throw<InvalidOperationException>(() => GrpcPreconditions.CheckState(false));
        Should.Throw<InvalidOperationException>(() => GrpcPreconditions.CheckState(false, "m")).Message.ShouldBe("m");
        Should.Throw<ArgumentNullException>(() => GrpcPreconditions.CheckNotNull((string)null!));
        Should.Throw<ArgumentNullException>(() => GrpcPreconditions.CheckNotNull((string)null!, "p")).ParamName.ShouldBe("p");
    }

    private sealed class Service : FourKinds.FourKindsBase;

    private sealed class Binder : ServiceBinderBase
    {
        public List<string> Added { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Add("unary", method, handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            Add("client", method, handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            Add("server", method, handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            Add("duplex", method, handler);

        private void Add(string kind, IMethod method, Delegate? handler) => Added.Add($"{kind} {method.Name} {handler is not null}");
    }
}
