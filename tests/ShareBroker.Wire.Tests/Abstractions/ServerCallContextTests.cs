using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class ServerCallContextTests
{
    [Fact]
    public async Task Every_public_member_asks_its_implementation()
    {
        using var source = new CancellationTokenSource();
        var context = new BareServerCallContext(source.Token);

        context.Method.ShouldBe("/s/m");
        context.Host.ShouldBe("host");
        context.Peer.ShouldBe("unknown");
        context.Deadline.ShouldBe(DateTime.MaxValue);
        context.CancellationToken.ShouldBe(source.Token);
        context.RequestHeaders.ShouldBeEmpty();
        context.ResponseTrailers.ShouldBeEmpty();
        context.AuthContext.IsPeerAuthenticated.ShouldBeFalse();
        context.Status.ShouldBe(default);
        context.Status = Status.DefaultCancelled;
        context.Status.ShouldBe(Status.DefaultCancelled);
        context.WriteOptions.ShouldBeNull();
        context.WriteOptions = WriteOptions.Default;
        context.WriteOptions.ShouldBeSameAs(WriteOptions.Default);
        await context.WriteResponseHeadersAsync([]);
        Should.Throw<NotSupportedException>(() => context.CreatePropagationToken()).Message.ShouldBe("default");
        Should.Throw<NotSupportedException>(() => context.CreatePropagationToken(ContextPropagationOptions.Default))
            .Message.ShouldBe("given");
    }

    [Fact]
    public void The_user_state_is_made_once_and_kept()
    {
        var context = new BareServerCallContext(CancellationToken.None);

        context.UserState["key"] = "value";

        context.UserState["key"].ShouldBe("value");
        context.UserState.ShouldBeSameAs(context.UserState);
    }
}
