using System.IO.Compression;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShareBroker.Server.Door;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Trust;
using ShareBroker.Wire.Compression;

namespace ShareBroker.Server.Start;

/// <summary>Sets the network side up: HTTP/2 alone, TLS alone, every limit named.</summary>
internal static class WebDoor
{
    private const int FieldBytesMax = 16 * 1024;
    private const int PingAnswerSeconds = 20;

    /// <summary>Listens with mutual TLS. A client without a certificate may connect, to ask how the broker is; a bad one may not.</summary>
    public static void Listen(
        WebApplicationBuilder builder, BrokerSettings settings, X509Certificate2Collection own, CertificateCheck check, ILogger logger)
    {
        var limits = settings.Limits;
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = limits.ConnectionsMax;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.HeadersBytesMax;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeadersSecondsMax);
            kestrel.Limits.Http2.MaxStreamsPerConnection = limits.StreamsPerConnectionMax;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = FieldBytesMax;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(limits.KeepAliveSeconds);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(PingAnswerSeconds);
            kestrel.Listen(IPEndPoint.Parse(settings.Listen), listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = own[0];
                    https.ServerCertificateChain = own;
                    https.HandshakeTimeout = TimeSpan.FromSeconds(limits.HandshakeSecondsMax);
                    https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.ClientCertificateValidation = (certificate, chain, _) =>
                    {
                        var fault = check.Client(certificate, chain?.ChainPolicy.ExtraStore);
                        if (fault != CertificateFault.None)
                        {
                            DoorLog.HandshakeRefused(logger, fault.ToString());
                        }

                        return fault == CertificateFault.None;
                    };
                });
            });
        });
    }

    /// <summary>gRPC with a bounded message, plain or gzip.</summary>
    public static void AddGrpc(IServiceCollection services, DoorLimits limits) => services.AddGrpc(grpc =>
    {
        grpc.MaxReceiveMessageSize = limits.MessageBytesMax;
        grpc.EnableDetailedErrors = false;
        grpc.CompressionProviders = [new BoundedGzipCompressionProvider(limits.MessageBytesMax, CompressionLevel.Fastest)];
        grpc.Interceptors.Add<Faults.FaultInterceptor>();
    });

    /// <summary>Log lines of frameworks could quote a header or a message; only what is foreseen gets out.</summary>
    public static void Quieten(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.Error);
        logging.AddFilter("Microsoft.IdentityModel", LogLevel.None);
        logging.AddFilter("Grpc", LogLevel.None);
    }
}
