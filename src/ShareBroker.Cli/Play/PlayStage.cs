using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ShareBroker.Cli.Receipts;
using ShareBroker.Cli.Stage;
using ShareBroker.Policies;
using ShareBroker.Receipts;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;
using ShareBroker.Server.Trust;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Play;

/// <summary>A broker in a process of its own on loopback, and its agencies. Stops all that it started.</summary>
internal sealed class PlayStage : IAsyncDisposable
{
    /// <summary>The agency that writes the registers and audits.</summary>
    public const string Administration = "play-administration";

    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);

    private readonly TrialSetup _setup;
    private readonly IReadOnlyDictionary<string, int> _ports;
    private readonly Dictionary<string, string> _thumbprints;
    private StageProcess? _broker;
    private PlayHolders? _holders;

    private PlayStage(TrialSetup setup, IReadOnlyDictionary<string, int> ports)
    {
        _setup = setup;
        _ports = ports;
        _thumbprints = ports.Keys.ToDictionary(
            static agency => agency, agency => ThumbprintIn(setup.CertificateOf(agency)), StringComparer.Ordinal);
    }

    /// <summary>Who acts.</summary>
    public PlayPeople People { get; private set; } = null!;

    /// <summary>Verifies receipts with the public keys of the log alone.</summary>
    public ReceiptVerifier Verifier { get; private set; } = null!;

    /// <summary>The records of the holders.</summary>
    public PlayRecords Records { get; } = new();

    /// <summary>Makes keys and certificates and starts everybody.</summary>
    public static async Task<PlayStage> StartAsync(
        string folder, string policies, IReadOnlyList<Party> agencies, CancellationToken cancellationToken)
    {
        var free = StagePorts.Free(agencies.Count + 1);
        var listen = "127.0.0.1:" + free[0].ToString(CultureInfo.InvariantCulture);
        var ports = agencies.Select((agency, at) => (agency.Agency, Port: free[at + 1]))
            .ToDictionary(static pair => pair.Agency, static pair => pair.Port, StringComparer.Ordinal);
        var wish = new TrialWish
        {
            Listen = listen,
            Origin = "sharebroker.example/play",
            Policies = policies,
            Agencies =
            [
                new AgencySeed { Id = Administration, Type = "prefecture", Country = "fr", Administers = true },
                .. agencies.Select(static agency => new AgencySeed { Id = agency.Agency, Type = agency.Type, Country = agency.Country }),
            ],
        };
        using var random = RandomNumberGenerator.Create();
        var setup = TrialSetup.Create(folder, wish, TimeProvider.System, random);
        var stage = new PlayStage(setup, ports);
        try
        {
            await stage.RunAsync(new Uri("https://" + listen), cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>An agency's row, with the certificate and the address that it has on this stage.</summary>
    public Agency RowOf(Party party) => new()
    {
        AgencyId = party.Agency,
        Type = party.Type,
        Country = party.Country,
        CertificateSha256 = { _thumbprints[party.Agency] },
        HolderAddress = "https://127.0.0.1:" + _ports[party.Agency].ToString(CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        People?.Dispose();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        if (_holders is not null)
        {
            await _holders.DisposeAsync();
        }
    }

    private async Task RunAsync(Uri address, CancellationToken cancellationToken)
    {
        _broker = StageProcess.Start("broker", ["serve", "--config", _setup.SettingsFile], Path.Combine(_setup.Folder, "broker.log"));
        await _broker.WaitForLineAsync(" serves ", " serves ", StartTimeMax, cancellationToken);
        var published = Path.Combine(_setup.Folder, "data", "public");
        var trust = TrustOptions.ReadTrust(Path.Combine(published, "trust.txt"));
        var keys = TrustOptions.ReadJwks(Path.Combine(published, "jwks.json"));
        Verifier = new ReceiptVerifier(trust, keys);
        _holders = await PlayHolders.StartAsync(_setup, _ports, Verifier, Records, cancellationToken);
        People = new PlayPeople(_setup, address, trust, keys);
    }

    private static string ThumbprintIn(string file)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return CertificateCheck.ThumbprintOf(certificate);
    }
}
