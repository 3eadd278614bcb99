using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ShareBroker.Cli.Serving;

/// <summary>
/// A bare unary echo on the same server software with the same mutual TLS: the ceiling that a disclosure is held against.
/// </summary>
internal sealed class EchoHost : IAsyncDisposable
{
    /// <summary>The one call.</summary>
    public static readonly Method<byte[], byte[]> Echo = new(
        MethodType.Unary,
        "sharebroker.bench.Echo",
        "Echo",
        Marshallers.Create(static bytes => bytes, static bytes => bytes),
        Marshallers.Create(static bytes => bytes, static bytes => bytes));

    private readonly WebApplication _app;

    private EchoHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<EchoHost> StartAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = static (_, _, _) => true;
            });
        }));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService(ServerServiceDefinition.CreateBuilder()
            .AddMethod(Echo, static (request, _) => Task.FromResult(request))
            .Build());
        await app.StartAsync(cancellationToken);
        return new EchoHost(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
