using System.Security.Cryptography;
using ShareBroker.Server;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;

namespace ShareBroker.Cli.Serving;

/// <summary>A broker in this process: what a profiler of this process sees is all of it.</summary>
internal sealed class HostedBroker : IStageBroker
{
    private readonly BrokerHost _host;
    private readonly RandomNumberGenerator _random;

    private HostedBroker(BrokerHost host, RandomNumberGenerator random) => (_host, _random) = (host, random);

    /// <inheritdoc/>
    public Uri Address => _host.Address;

    /// <inheritdoc/>
    public string PublicFolder => _host.PublicFolder;

    public static async Task<HostedBroker> StartAsync(TrialSetup setup, CancellationToken cancellationToken)
    {
        var random = RandomNumberGenerator.Create();
        var environment = new BrokerEnvironment { Time = TimeProvider.System, Random = random, Logging = static _ => { } };
        var settings = SettingsReader.Read(setup.SettingsFile);
        return new HostedBroker(await BrokerHost.StartAsync(settings, environment, cancellationToken), random);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _random.Dispose();
    }
}
