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
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests.Support;

/// <summary>A real record holder on loopback: the SDK's own, unless a test puts something else in its way.</summary>
internal sealed class TestHolder : RecordHolder.RecordHolderBase, IAsyncDisposable
{
    private WebApplication? _app;

    public RecordHolderHost? Honest { get; set; }

    public Func<FetchRequest, FetchResponse, Task<FetchResponse>>? Twist { get; set; }

    public Exception? Refusal { get; private set; }

    public FetchRequest? Last { get; private set; }

    public string Address => _app!.Urls.Single();

    public async Task StartAsync(X509Certificate2 certificate)
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
                https.ClientCertificateValidation = (_, _, _) => true;
            });
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<TestHolder>();
        await _app.StartAsync();
    }

    public override async Task<FetchResponse> Fetch(FetchRequest request, ServerCallContext context)
    {
        Last = request;
        try
        {
            var answer = await Honest!.Fetch(request, context);
            return Twist is null ? answer : await Twist(request, answer);
        }
        catch (RpcException fault)
        {
            Refusal = fault;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
