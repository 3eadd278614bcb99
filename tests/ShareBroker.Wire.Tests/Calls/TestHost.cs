using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ShareBroker.InteropServer;
using ShareBroker.InteropServer.V1;
using ShareBroker.Wire.Health;

namespace ShareBroker.Wire.Tests.Calls;

/// <summary>A running server and a channel to it; both end with the test.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2? _certificate;

    private TestHost(WebApplication app, X509Certificate2? certificate)
    {
        _app = app;
        _certificate = certificate;
        Channel = Connect(static _ => { });
        Client = new FourKinds.FourKindsClient(Channel);
    }

    public GrpcChannel Channel { get; }

    public FourKinds.FourKindsClient Client { get; }

    public CallLog Calls => _app.Services.GetRequiredService<CallLog>();

    public HealthService Health => _app.Services.GetRequiredService<HealthService>();

    public Uri Address => InteropHost.AddressOf(_app);

    public static async Task<TestHost> StartAsync(Action<GrpcServiceOptions>? configure = null, bool isSecure = false)
    {
        var certificate = isSecure ? SelfSigned("localhost") : null;
        var app = InteropHost.Create(certificate, options =>
        {
            options.Interceptors.Add<EndNote>();
            configure?.Invoke(options);
        });
        await app.StartAsync();
        return new TestHost(app, certificate);
    }

    /// <summary>How streams that servers write ended, as soon as there are so many.</summary>
    public async Task<string[]> EndsOfCallsAsync(int count)
    {
        var ends = new List<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (ends.Count < count)
        {
            ends.Add(await Calls.Ends.Reader.ReadAsync(patience.Token));
        }

        return [.. ends];
    }

    /// <summary>One more channel, whose server certificate must be the very one of this server.</summary>
    public GrpcChannel Connect(Action<GrpcChannelOptions> configure, X509Certificate2? clientCertificate = null)
    {
        var options = new GrpcChannelOptions();
        if (_certificate is not null)
        {
            var handler = new SocketsHttpHandler();
            handler.SslOptions.RemoteCertificateValidationCallback =
                (_, shown, _, _) => shown is not null && shown.GetCertHashString() == _certificate.GetCertHashString();
            if (clientCertificate is not null)
            {
                handler.SslOptions.ClientCertificates = [clientCertificate];
            }

            options.HttpHandler = handler;
            options.DisposeHttpClient = true;
        }

        configure(options);
        return GrpcChannel.ForAddress(Address, options);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    /// <summary>A certificate of nobody but itself, good for a day.</summary>
    public static X509Certificate2 SelfSigned(string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    internal sealed class EndNote(CallLog calls) : Interceptor
    {
        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            NoteAsync(base.ServerStreamingServerHandler(request, responseStream, context, continuation), context);

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
            NoteAsync(base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation), context);

        private async Task NoteAsync(Task handling, ServerCallContext context)
        {
            await handling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            calls.Ends.Writer.TryWrite($"{context.Method} ended {(handling.IsCompletedSuccessfully ? "well" : "badly")}");
            await handling;
        }
    }
}
