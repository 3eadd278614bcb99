using Grpc.Core;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class ClientTests
{
    private static readonly string[] EveryKind = ["blocking", "unary", "client", "server", "duplex"];

    [Fact]
    public void A_client_names_no_host_until_it_is_given_one()
    {
        var invoker = new RecordingInvoker();
        var client = new FourKinds.FourKindsClient(invoker);

        CallEveryKind(client);
        CallEveryKind(client.WithHost("h1"));
        CallEveryKind(client.WithHost("h1").WithHost("h2"));

        invoker.Calls.Select(static call => call.Split(' ')[0]).ShouldBe([.. EveryKind, .. EveryKind, .. EveryKind]);
        invoker.Calls.Select(static call => call.Split(' ')[2]).ShouldBe(
            [.. Enumerable.Repeat("(null)", 5), .. Enumerable.Repeat("h1", 5), .. Enumerable.Repeat("h2", 5)]);
        Should.Throw<ArgumentNullException>(() => client.WithHost(null!));
    }

    [Fact]
    public void A_client_over_a_channel_uses_the_channels_invoker()
    {
        var channel = new RecordingChannel();

        CallEveryKind(new FourKinds.FourKindsClient(channel));

        channel.Invoker.Calls.Count.ShouldBe(5);
        channel.Target.ShouldBe("target");
        channel.ShutdownAsync().IsCompletedSuccessfully.ShouldBeTrue();
        Should.Throw<ArgumentNullException>(() => new RecordingChannel(null!));
        Should.Throw<ArgumentNullException>(() => new FourKinds.FourKindsClient((ChannelBase)null!));
        Should.Throw<ArgumentNullException>(() => new FourKinds.FourKindsClient((CallInvoker)null!));
    }

    [Fact]
    public void A_stand_in_without_a_channel_throws_on_every_call()
    {
        var client = new StandIn();

        Should.Throw<NotImplementedException>(() => client.Unary(new Ask()));
        Should.Throw<NotImplementedException>(() => client.UnaryAsync(new Ask()));
        Should.Throw<NotImplementedException>(() => client.ClientStream());
        Should.Throw<NotImplementedException>(() => client.ServerStream(new Ask()));
        Should.Throw<NotImplementedException>(() => client.Duplex());
    }

    private static void CallEveryKind(FourKinds.FourKindsClient client)
    {
        _ = client.Unary(new Ask());
        _ = client.UnaryAsync(new Ask());
        _ = client.ClientStream();
        _ = client.ServerStream(new Ask());
        _ = client.Duplex();
    }

    private sealed class StandIn : FourKinds.FourKindsClient;

    private sealed class RecordingChannel(string target = "target") : ChannelBase(target)
    {
        public RecordingInvoker Invoker { get; } = new();

        public override CallInvoker CreateCallInvoker() => Invoker;
    }
}
