using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.AspNetCore.Server;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShareBroker.InteropServer.V1;
using ShareBroker.Wire.Compression;
using ShareBroker.Wire.Health;
using ShareBroker.Wire.Reflection;

namespace ShareBroker.InteropServer;

/// <summary>A server on the loopback interface with the four kinds, health and reflection, on a port of the system's choice.</summary>
internal static class InteropHost
{
    public const int InflatedBytesMax = 1_000_000;

    public static IReadOnlyList<Google.Protobuf.Reflection.ServiceDescriptor> Services { get; } =
        [FourKinds.Descriptor, Grpc.Health.V1.Health.Descriptor, ServerReflection.Descriptor];

    public static WebApplication Create(X509Certificate2? certificate, Action<GrpcServiceOptions>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificate is not null)
            {
                // Which client certificates are good is no matter of these tests; which one was shown is.
                listen.UseHttps(certificate, https =>
                {
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        }));

        var health = new HealthService();
        health.SetStatus("", HealthCheckResponse.Types.ServingStatus.Serving);
        health.SetStatus(FourKinds.Descriptor.FullName, HealthCheckResponse.Types.ServingStatus.Serving);
        builder.Services.AddSingleton<CallLog>();
        builder.Services.AddSingleton(health);
        builder.Services.AddSingleton(new ReflectionService(Services));
        builder.Services.AddGrpc(options =>
        {
            options.CompressionProviders = [new BoundedGzipCompressionProvider(InflatedBytesMax, CompressionLevel.Fastest)];
            configure?.Invoke(options);
        });

        var app = builder.Build();
        app.MapGrpcService<FourKindsService>();
        app.MapGrpcService<HealthService>();
        app.MapGrpcService<ReflectionService>();
        app.Lifetime.ApplicationStopping.Register(health.Close);
        return app;
    }

    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
