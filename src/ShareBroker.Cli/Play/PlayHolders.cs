using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ShareBroker.Client.Holding;
using ShareBroker.Receipts;
using ShareBroker.Server.Start;
using ShareBroker.Server.Trust;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Play;

/// <summary>
/// The record holders of all agencies in this process: each has a port and a certificate of its own, takes only the broker's certificate,
/// and verifies every order with the SDK's verifier.
/// </summary>
internal sealed class PlayHolders : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CertificateCheck _check;

    private PlayHolders(WebApplication app, CertificateCheck check)
    {
        _app = app;
        _check = check;
    }

    /// <summary>Starts them.</summary>
    /// <param name="setup">Certificates.</param>
    /// <param name="ports">Port of each agency.</param>
    /// <param name="verifier">Whose orders count.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PlayHolders> StartAsync(
        TrialSetup setup,
        IReadOnlyDictionary<string, int> ports,
        ReceiptVerifier verifier,
        IRecordSource records,
        CancellationToken cancellationToken)
    {
        var check = CertificateCheck.FromFiles([setup.AuthorityFile], TimeProvider.System);
        using var broker = X509CertificateLoader.LoadCertificateFromFile(setup.BrokerCertificateFile);
        var brokerThumbprint = CertificateCheck.ThumbprintOf(broker);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "sharebroker" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            foreach (var (agency, port) in ports)
            {
                kestrel.Listen(IPAddress.Loopback, port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = X509Certificate2.CreateFromPemFile(setup.CertificateOf(agency), setup.KeyOf(agency));
                        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                        https.ClientCertificateValidation = (certificate, _, _) =>
                            check.Client(certificate, null) == CertificateFault.None
                            && CertificateCheck.ThumbprintOf(certificate) == brokerThumbprint;
                    });
                });
            }
        });
        builder.Services.AddGrpc(grpc => grpc.CompressionProviders.Clear());
        builder.Services.AddSingleton(new Doors(ports.ToDictionary(
            static agency => agency.Value,
            agency => new RecordHolderHost(new OrderVerifier(verifier, agency.Key, TimeProvider.System), records))));
        var app = builder.Build();
        app.MapGrpcService<Doors>();
        await app.StartAsync(cancellationToken);
        return new PlayHolders(app, check);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _check.Dispose();
    }

    /// <summary>Sends a call to the agency whose port it came to.</summary>
    internal sealed class Doors(IReadOnlyDictionary<int, RecordHolderHost> holders) : RecordHolder.RecordHolderBase
    {
        /// <inheritdoc/>
        public override Task<FetchResponse> Fetch(FetchRequest request, ServerCallContext context) =>
            holders[context.GetHttpContext().Connection.LocalPort].Fetch(request, context);
    }
}
