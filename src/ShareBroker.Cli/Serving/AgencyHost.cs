using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShareBroker.Client.Holding;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Server.Trust;

namespace ShareBroker.Cli.Serving;

/// <summary>A fictitious agency: a record holder over gRPC that takes only the broker's certificate.</summary>
internal sealed class AgencyHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CertificateCheck _check;

    private AgencyHost(WebApplication app, CertificateCheck check)
    {
        _app = app;
        _check = check;
    }

    public string Address => _app.Urls.Single();

    public static async Task<AgencyHost> StartAsync(AgencySettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var check = CertificateCheck.FromFiles([settings.Authority], time);
        using var broker = X509CertificateLoader.LoadCertificateFromFile(settings.BrokerCertificate);
        var brokerThumbprint = CertificateCheck.ThumbprintOf(broker);
        var own = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "sharebroker" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPEndPoint.Parse(settings.Listen), listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = own;
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, _, _) =>
                        check.Client(certificate, null) == CertificateFault.None
                        && CertificateCheck.ThumbprintOf(certificate) == brokerThumbprint;
                });
            });
        });

        var verifier = new ReceiptVerifier(
            TlogPolicy.Parse(await File.ReadAllTextAsync(settings.Trust, cancellationToken)),
            JwkSet.Parse(await File.ReadAllBytesAsync(settings.Jwks, cancellationToken)));
        var mapping = settings.Mapping is null
            ? null
            : ReadMapping(settings.Mapping, await File.ReadAllBytesAsync(settings.Mapping, cancellationToken));
        builder.Services.AddGrpc(grpc => grpc.CompressionProviders.Clear());
        builder.Services.AddSingleton(new DemoHolder(
            new OrderVerifier(verifier, settings.Id, time),
            new RecordFiles(settings.Records, mapping),
            new AgencySwitch(settings.Mode, settings.ModeFile),
            time));
        var app = builder.Build();
        app.MapGrpcService<DemoHolder>();
        await app.StartAsync(cancellationToken);
        return new AgencyHost(app, check);
    }

    private static RecordMapping ReadMapping(string file, byte[] json)
    {
        try
        {
            return RecordMapping.Parse(json);
        }
        catch (RecordFileException fault)
        {
            var findings = fault.Message.Split('\n').Select(finding => $"{file}:{finding}");
            throw new RecordFileException(fault.Code, string.Join('\n', findings), fault);
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _check.Dispose();
    }
}
