using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class CallOptionsTests
{
    [Fact]
    public void Each_with_changes_a_copy_and_nothing_else()
    {
        using var source = new CancellationTokenSource();
        var headers = new Metadata();
        var deadline = new DateTime(2031, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var writing = new WriteOptions(WriteFlags.NoCompress);
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var none = default(CallOptions);

        var all = none.WithHeaders(headers).WithDeadline(deadline).WithCancellationToken(source.Token).WithWriteOptions(writing)
            .WithPropagationToken(null!).WithCredentials(credentials).WithWaitForReady();

        none.ShouldBe(new CallOptions());
        all.Headers.ShouldBeSameAs(headers);
        all.Deadline.ShouldBe(deadline);
        all.CancellationToken.ShouldBe(source.Token);
        all.WriteOptions.ShouldBeSameAs(writing);
        all.PropagationToken.ShouldBeNull();
        all.Credentials.ShouldBeSameAs(credentials);
        all.IsWaitForReady.ShouldBeTrue();
        all.WithWaitForReady(false).IsWaitForReady.ShouldBeFalse();
        all.ShouldBe(new CallOptions(headers, deadline, source.Token, writing, null, credentials).WithWaitForReady());
    }

    [Fact]
    public void Without_arguments_nothing_is_asked_for()
    {
        var options = new CallOptions(headers: null);

        options.Headers.ShouldBeNull();
        options.Deadline.ShouldBeNull();
        options.WriteOptions.ShouldBeNull();
        options.Credentials.ShouldBeNull();
        options.IsWaitForReady.ShouldBeFalse();
        options.CancellationToken.CanBeCanceled.ShouldBeFalse();
    }

    [Fact]
    public void Write_flags_have_the_public_numbers_and_default_to_none()
    {
        ((int)WriteFlags.BufferHint).ShouldBe(1);
        ((int)WriteFlags.NoCompress).ShouldBe(2);
        WriteOptions.Default.Flags.ShouldBe(default);
        new WriteOptions(WriteFlags.BufferHint | WriteFlags.NoCompress).Flags.ShouldBe((WriteFlags)3);
    }

    [Fact]
    public void Propagation_is_complete_unless_it_is_cut()
    {
        ContextPropagationOptions.Default.IsPropagateDeadline.ShouldBeTrue();
        ContextPropagationOptions.Default.IsPropagateCancellation.ShouldBeTrue();
        new ContextPropagationOptions(propagateDeadline: false).IsPropagateDeadline.ShouldBeFalse();
        new ContextPropagationOptions(propagateCancellation: false).IsPropagateCancellation.ShouldBeFalse();
    }
}
