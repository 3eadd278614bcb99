using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;
using ShareBroker.Server.Trust;
using ShareBroker.Wire.Health;

namespace ShareBroker.Server;

/// <summary>
/// One broker in this process, from its settings to its doors. It serves once it has been started, and stops by
/// itself when
/// its log must not go on.
/// </summary>
public sealed class BrokerHost : IAsyncDisposable
{
    /// <summary>Exit status of a process whose log failed.</summary>
    public const int LogFailedStatus = 70;

    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly BrokerRooms _rooms;
    private readonly IReadOnlyList<IDisposable> _owned;
    private readonly FatalFault _fatal;

    private BrokerHost(WebApplication app, BrokerRooms rooms, IReadOnlyList<IDisposable> owned, FatalFault fatal)
    {
        _app = app;
        _rooms = rooms;
        _owned = owned;
        _fatal = fatal;
    }

    /// <summary>Where it listens, with the port that the system chose.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Folder with <c>log.vkey</c>, <c>trust.txt</c> and <c>jwks.json</c>.</summary>
    public string PublicFolder => _rooms.PublicFolder;

    /// <summary>Opens every room and begins to serve.</summary>
    /// <param name="settings">What the host chose; checked here once more.</param>
    /// <param name="environment">Clock, randomness, destinations of log lines.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="SettingsException">A setting, a key, a certificate or the policies cannot be used.</exception>
    /// <exception cref="IOException">The address is taken, or a file cannot be used.</exception>
    public static async Task<BrokerHost> StartAsync(
        BrokerSettings settings, BrokerEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        SettingsReader.Check(settings);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "ShareBroker.Server" });
        WebDoor.Quieten(builder.Logging);
        environment.Logging(builder.Logging);
        using var starting = LoggerFactory.Create(logging =>
        {
            WebDoor.Quieten(logging);
            environment.Logging(logging);
        });
        var owned = new List<IDisposable>();
        BrokerRooms? rooms = null;
        try
        {
            var certificates = CertificatesOf(settings.Tls);
            owned.AddRange(certificates);
            var check = AuthoritiesOf(settings.Tls, environment.Time);
            owned.Add(check);
            var fatal = new FatalFault();
            rooms = await BrokerRooms.OpenAsync(
                settings,
                environment,
                certificates[0],
                fatal.Set,
                starting.CreateLogger("ShareBroker.Server.Start"),
                cancellationToken);
            WebDoor.Listen(builder, settings, certificates, check, starting.CreateLogger("ShareBroker.Server.Door"));
            var app = BrokerWeb.Build(builder, rooms, check, owned);
            var host = new BrokerHost(app, rooms, owned, fatal);
            fatal.Watch(host.LogFailed);
            await app.StartAsync(cancellationToken);
            StartLog.Serving(host.Logger, settings.Origin, host.Address.ToString(),
                rooms.Policies.Seat.Policy.Revision is { Length: > 0 } revision ? revision : "none");
            return host;
        }
        catch
        {
            if (rooms is not null)
            {
                await rooms.DisposeAsync();
            }

            owned.ForEach(static each => each.Dispose());
            throw;
        }
    }

    /// <summary>
    /// Waits until the process is asked to stop or the log fails. Gives the exit status: 0, or <see cref="LogFailedStatus"/>.
    /// </summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await _app.WaitForShutdownAsync(cancellationToken);
        return _fatal.HasHappened ? LogFailedStatus : 0;
    }

    /// <summary>Takes no more calls, lets those that run come to their end for some seconds, and closes every room.</summary>
    public async ValueTask DisposeAsync()
    {
        _app.Services.GetRequiredService<HealthService>().Close();
        using (var patience = new CancellationTokenSource(StopTimeMax))
        {
            await _app.StopAsync(patience.Token);
        }

        var logger = Logger;
        StartLog.Stopped(logger);
        await _app.DisposeAsync();
        await _rooms.DisposeAsync();
        foreach (var each in _owned)
        {
            each.Dispose();
        }
    }

    private ILogger Logger => _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ShareBroker.Server.Start");

    private static X509Certificate2Collection CertificatesOf(TlsSettings tls)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(tls.Certificate);
            using var leaf = X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key);

            // A key that came from PEM is bound to the certificate only on this platform's own terms; PKCS#12 carries both everywhere.
            chain[0] = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), password: null);
            return chain;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingsException([$"the broker's certificate '{tls.Certificate}' or its key cannot be used"], fault);
        }
    }

    private static CertificateCheck AuthoritiesOf(TlsSettings tls, TimeProvider time)
    {
        try
        {
            return CertificateCheck.FromFiles(tls.Authorities, time);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(["a file of 'tls.authorities' cannot be used"], fault);
        }
    }

    private void LogFailed(Exception fault)
    {
        StartLog.LogFailed(Logger, fault.GetType().Name);
        _app.Services.GetRequiredService<BrokerHealth>().LogFailed();
        _app.Lifetime.StopApplication();
    }
}
