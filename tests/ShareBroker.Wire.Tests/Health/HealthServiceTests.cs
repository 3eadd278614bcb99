using Grpc.Core;
using Grpc.Health.V1;
using ShareBroker.Wire.Health;
using ShareBroker.Wire.Tests.Calls;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace ShareBroker.Wire.Tests.Health;

public sealed class HealthServiceTests
{
    private const string Service = "sharebroker.wiretests.v1.FourKinds";

    [Fact]
    public async Task A_new_server_serves_nothing_until_somebody_says_so()
    {
        var health = new HealthService();

        (await health.Check(new HealthCheckRequest(), null!)).Status.ShouldBe(ServingStatus.NotServing);
        health.SetStatus("", ServingStatus.Serving);
        (await health.Check(new HealthCheckRequest(), null!)).Status.ShouldBe(ServingStatus.Serving);
        Should.Throw<ArgumentNullException>(() => health.SetStatus(null!, ServingStatus.Serving));
    }

    [Fact]
    public async Task Check_and_list_tell_the_same()
    {
        await using var host = await TestHost.StartAsync();
        var client = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        host.Health.SetStatus(Service, ServingStatus.NotServing);

        (await client.CheckAsync(new HealthCheckRequest { Service = Service })).Status.ShouldBe(ServingStatus.NotServing);
        var all = await client.ListAsync(new HealthListRequest());

        all.Statuses.ToDictionary(static one => one.Key, static one => one.Value.Status).ShouldBe(
            new Dictionary<string, ServingStatus> { [""] = ServingStatus.Serving, [Service] = ServingStatus.NotServing },
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_service_of_which_nothing_was_said_is_not_found()
    {
        await using var host = await TestHost.StartAsync();
        var client = new Grpc.Health.V1.Health.HealthClient(host.Channel);

        var failure = await Should.ThrowAsync<RpcException>(
            async () => await client.CheckAsync(new HealthCheckRequest { Service = "absent" }));

        failure.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public void A_list_of_too_many_services_is_refused()
    {
        var health = new HealthService();
        for (var index = 0; index < HealthService.ListedServicesMax; index++)
        {
            health.SetStatus($"s{index}", ServingStatus.Serving);
        }

        Should.Throw<RpcException>(() => { _ = health.List(new HealthListRequest(), null!); })
            .StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_watcher_hears_the_state_and_each_change_and_nothing_twice()
    {
        await using var host = await TestHost.StartAsync();
        var client = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        using var call = client.Watch(new HealthCheckRequest { Service = "later" });

        (await NextAsync(call)).ShouldBe(ServingStatus.ServiceUnknown);
        host.Health.SetStatus("other", ServingStatus.Serving);
        host.Health.SetStatus("later", ServingStatus.ServiceUnknown);
        host.Health.SetStatus("later", ServingStatus.NotServing);
        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);
        host.Health.SetStatus("later", ServingStatus.NotServing);
        host.Health.SetStatus("later", ServingStatus.Serving);
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task A_watcher_that_goes_is_no_fault_of_the_server()
    {
        await using var host = await TestHost.StartAsync();
        var call = new Grpc.Health.V1.Health.HealthClient(host.Channel).Watch(new HealthCheckRequest());
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);

        call.Dispose();

        (await host.EndsOfCallsAsync(1)).ShouldBe(["/grpc.health.v1.Health/Watch ended well"]);
    }

    [Fact]
    public async Task Closing_tells_every_watcher_and_ends_its_watch()
    {
        await using var host = await TestHost.StartAsync();
        var client = new Grpc.Health.V1.Health.HealthClient(host.Channel);
        using var call = client.Watch(new HealthCheckRequest());
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);

        host.Health.Close();

        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);
        var end = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext());
        end.StatusCode.ShouldBe(StatusCode.Unavailable);
        host.Health.SetStatus("", ServingStatus.Serving);
        (await client.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(ServingStatus.NotServing);
        using var late = client.Watch(new HealthCheckRequest());
        (await NextAsync(late)).ShouldBe(ServingStatus.NotServing);
        await Should.ThrowAsync<RpcException>(() => late.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task A_watch_beyond_the_limit_is_refused_and_a_place_left_is_a_place_free()
    {
        var health = new HealthService();
        using var source = new CancellationTokenSource();
        var places = Enumerable.Range(0, HealthService.WatchersMax).Select(_ => WatchAsync(health, source.Token)).ToArray();

        (await Should.ThrowAsync<RpcException>(() => WatchAsync(health, source.Token))).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        await source.CancelAsync();
        await Task.WhenAll(places);

        using var second = new CancellationTokenSource();
        var again = WatchAsync(health, second.Token);
        again.IsCompleted.ShouldBeFalse();
        await second.CancelAsync();
        await again;
    }

    private static Task WatchAsync(HealthService health, CancellationToken cancellationToken) =>
        health.Watch(new HealthCheckRequest(), new Sink(), new BareServerCallContext(cancellationToken));

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        (await call.ResponseStream.MoveNext().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue();
        return call.ResponseStream.Current.Status;
    }

    private sealed class Sink : IServerStreamWriter<HealthCheckResponse>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(HealthCheckResponse message) => Task.CompletedTask;

        public Task WriteAsync(HealthCheckResponse message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
