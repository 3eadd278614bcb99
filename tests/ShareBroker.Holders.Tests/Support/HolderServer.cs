using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Fetching;

namespace ShareBroker.Holders.Tests.Support;

/// <summary>A real Kestrel on loopback with a certificate of its own, in front of a scripted holder.</summary>
internal sealed class HolderServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HolderServer(WebApplication app, ScriptedHolder holder, X509Certificate2 certificate)
    {
        _app = app;
        Holder = holder;
        Certificate = certificate;
    }

    public ScriptedHolder Holder { get; }

    public X509Certificate2 Certificate { get; }

    public string Address => _app.Urls.Single();

    public static async Task<HolderServer> StartAsync(X509Certificate2 certificate, RequestDelegate? raw = null)
    {
        var holder = new ScriptedHolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
            });
        }));
        builder.Services.AddGrpc(grpc => grpc.MaxSendMessageSize = null);
        builder.Services.AddSingleton(holder);
        var app = builder.Build();
        if (raw is null)
        {
            app.MapGrpcService<ScriptedHolder>();
        }
        else
        {
            // Octets that no gRPC library would send.
            app.MapPost("/sharebroker.v1.RecordHolder/Fetch", raw);
        }

        await app.StartAsync();
        return new HolderServer(app, holder, certificate);
    }

    public HolderAgency Agency(string id = "fr-21-police", string? address = null, X509Certificate2? registered = null) => new(
        AgencyId.Parse(id),
        address ?? Address,
        [Convert.ToHexStringLower(SHA256.HashData((registered ?? Certificate).RawData))]);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
