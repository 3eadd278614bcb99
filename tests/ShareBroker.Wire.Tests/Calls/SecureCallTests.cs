using System.Security.Authentication;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using ShareBroker.InteropServer.V1;

namespace ShareBroker.Wire.Tests.Calls;

public sealed class SecureCallTests
{
    private static readonly Ask Context = new() { Wish = Wish.Context };

    [Fact]
    public async Task Call_credentials_of_channel_and_call_travel_over_tls()
    {
        await using var host = await TestHost.StartAsync(isSecure: true);
        var seen = new List<AuthInterceptorContext>();
        var ofChannel = CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            await Task.Yield();
            seen.Add(context);
            metadata.Add("authorization", "Bearer of-channel");
        });
        var ofCall = CallCredentials.Compose(Adding("x-first", "1"), Adding("x-second", "2"));
        using var channel = host.Connect(
            options => options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, ofChannel));
        var client = new FourKinds.FourKindsClient(channel);

        var answer = await client.UnaryAsync(Context, new CallOptions(credentials: ofCall));

        answer.Context["header:authorization"].ShouldBe("Bearer of-channel");
        answer.Context["header:x-first"].ShouldBe("1");
        answer.Context["header:x-second"].ShouldBe("2");
        seen.Single().MethodName.ShouldBe("Unary");
        seen.Single().ServiceUrl.ShouldBe($"https://127.0.0.1:{host.Address.Port}/sharebroker.wiretests.v1.FourKinds");
    }

    [Fact]
    public async Task Credentials_that_fail_end_the_call_before_it_is_sent()
    {
        await using var host = await TestHost.StartAsync(isSecure: true);
        var failing = CallCredentials.FromInterceptor(
            static (_, _) => throw new RpcException(new Status(StatusCode.Unauthenticated, "no token")));

        var failure = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new Ask { Wish = Wish.Wait }, new CallOptions(credentials: failing)));

        failure.StatusCode.ShouldNotBe(StatusCode.OK);
        host.Calls.Waiting.Task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_with_another_certificate_is_not_called()
    {
        await using var host = await TestHost.StartAsync(isSecure: true);
        using var channel = GrpcChannel.ForAddress(host.Address);
        var client = new FourKinds.FourKindsClient(channel);

        var failure = await Should.ThrowAsync<RpcException>(async () => await client.UnaryAsync(Context));

        failure.StatusCode.ShouldNotBe(StatusCode.OK);
        failure.InnerException.ShouldBeOfType<HttpRequestException>().InnerException.ShouldBeOfType<AuthenticationException>();
    }

    [Fact]
    public async Task The_server_knows_the_certificate_that_the_client_shows()
    {
        await using var host = await TestHost.StartAsync(isSecure: true);
        using var certificate = TestHost.SelfSigned("agency.example");
        using var channel = host.Connect(static _ => { }, certificate);

        var known = await new FourKinds.FourKindsClient(channel).UnaryAsync(Context);
        var unknown = await host.Client.UnaryAsync(Context);

        known.Context["authenticated"].ShouldBe("True");
        known.Context["identity"].ShouldBe("x509_common_name=agency.example");
        unknown.Context["authenticated"].ShouldBe("False");
        unknown.Context["identity"].ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_credentials_are_not_sent_without_protection()
    {
        await using var host = await TestHost.StartAsync();

        var answer = await host.Client.UnaryAsync(Context, new CallOptions(credentials: Adding("x-secret", "1")));

        answer.Context.Keys.ShouldNotContain("header:x-secret");
    }

    [Fact]
    public async Task A_channel_with_a_retry_policy_tries_as_often_as_it_says()
    {
        await using var host = await TestHost.StartAsync(static options => options.Interceptors.Add<InterceptionTests.ServerNote>());
        using var channel = host.Connect(static options => options.ServiceConfig = new ServiceConfig
        {
            MethodConfigs =
            {
                new MethodConfig
                {
                    Names = { MethodName.Default },
                    RetryPolicy = new RetryPolicy
                    {
                        MaxAttempts = 3,
                        InitialBackoff = TimeSpan.FromMilliseconds(1),
                        MaxBackoff = TimeSpan.FromMilliseconds(2),
                        BackoffMultiplier = 1,
                        RetryableStatusCodes = { StatusCode.Unavailable },
                    },
                },
            },
        });
        var client = new FourKinds.FourKindsClient(channel);
        var throttled = new Ask { Wish = Wish.FailEarly, Number = (int)StatusCode.Unavailable, Text = "later" };

        var failure = await Should.ThrowAsync<RpcException>(async () => await client.UnaryAsync(throttled));

        failure.Status.Detail.ShouldBe("later");
        host.Calls.Interceptions.Count.ShouldBe(3);
    }

    private static CallCredentials Adding(string key, string value) => CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add(key, value);
        return Task.CompletedTask;
    });
}
