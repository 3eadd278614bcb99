using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class StatusTests
{
    [Fact]
    public void The_codes_are_those_of_the_wire() => Enum.GetNames<StatusCode>().OrderBy(Enum.Parse<StatusCode>).ShouldBe(
    [
        "OK", "Cancelled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists", "PermissionDenied",
        "ResourceExhausted", "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss",
        "Unauthenticated",
    ]);

    [Fact]
    public void The_default_is_ok_without_a_detail()
    {
        default(Status).StatusCode.ShouldBe(StatusCode.OK);
        default(Status).Detail.ShouldBeNull();
        default(Status).DebugException.ShouldBeNull();
        Status.DefaultSuccess.ShouldBe(new Status(StatusCode.OK, ""));
        Status.DefaultCancelled.ShouldBe(new Status(StatusCode.Cancelled, ""));
    }

    [Fact]
    public void Unknown_numbers_survive() =>
        new Status((StatusCode)77, "odd").ToString().ShouldBe("Status(StatusCode=\"77\", Detail=\"odd\")");

    [Fact]
    public void It_shows_the_exception_behind_it() =>
        new Status(StatusCode.Internal, "broken", new TimeoutException("late")).ToString()
            .ShouldBe("Status(StatusCode=\"Internal\", Detail=\"broken\", DebugException=\"System.TimeoutException: late\")");

    [Fact]
    public void The_exception_says_its_status_unless_it_is_told_what_to_say()
    {
        var cause = new TimeoutException("late");
        var status = new Status(StatusCode.Aborted, "no", cause);
        var trailers = new Metadata { { "a", "1" } };

        new RpcException(status).Message.ShouldBe(status.ToString());
        new RpcException(status).Trailers.ShouldBeSameAs(Metadata.Empty);
        new RpcException(status, "mine").Message.ShouldBe("mine");
        new RpcException(status, trailers).Trailers.ShouldBeSameAs(trailers);
        var full = new RpcException(status, trailers, "mine");
        full.Message.ShouldBe("mine");
        full.Status.ShouldBe(status);
        full.StatusCode.ShouldBe(StatusCode.Aborted);
        full.InnerException.ShouldBeSameAs(cause);
        Should.Throw<ArgumentNullException>(() => new RpcException(status, (Metadata)null!)).ParamName.ShouldBe("trailers");
    }
}
