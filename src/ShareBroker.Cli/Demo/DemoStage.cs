using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ShareBroker.Cli.Stage;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Demo;

/// <summary>The broker and the five agencies as separate processes on loopback, in a folder of their own. Stops all that it
/// started.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);

    private readonly List<StageProcess> _processes = [];
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    private DemoStage(TrialSetup setup, Uri broker)
    {
        Setup = setup;
        Broker = broker;
    }

    /// <summary>Certificates and configuration.</summary>
    public TrialSetup Setup { get; }

    /// <summary>Address of the broker.</summary>
    public Uri Broker { get; }

    /// <summary>Folder of the log and the registers.</summary>
    public string Data => Path.Combine(Setup.Folder, "data");

    /// <summary>Folder of the holders' records.</summary>
    public static string Records => Path.Combine(AppContext.BaseDirectory, "Demo", "Records");

    /// <summary>Makes keys and certificates, and starts everybody.</summary>
    public static async Task<DemoStage> StartAsync(string folder, string policies, TimeProvider time, CancellationToken cancellationToken)
    {
        var ports = StagePorts.Free(DemoCast.All.Count + 1);
        using var random = RandomNumberGenerator.Create();
        var listen = Address(ports[0]);
        var wish = new TrialWish
        {
            Listen = listen,
            Origin = "sharebroker.example/demonstration",
            Policies = policies,
            Agencies = [.. DemoCast.All.Select((agency, index) => new AgencySeed
            {
                Id = agency.Id,
                Type = agency.Type,
                Country = agency.Country,
                Administers = agency == DemoCast.Prefecture || agency == DemoCast.DanishPolice,
                HolderAddress = "https://" + Address(ports[index + 1]),
            })],
        };
        var stage = new DemoStage(TrialSetup.Create(folder, wish, time, random), new Uri("https://" + listen));
        try
        {
            await stage.RunBrokerAsync(cancellationToken);
            for (var index = 0; index < DemoCast.All.Count; index++)
            {
                stage.RunAgency(DemoCast.All[index], Address(ports[index + 1]));
            }

            await Task.WhenAll(stage._processes.Select(process => process.WaitForLineAsync(" listens on ", " serves ", StartTimeMax,
                cancellationToken)));
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the register says of an agency.</summary>
    public Agency EntryOf(DemoAgency agency)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Setup.CertificateOf(agency.Id));
        return new Agency
        {
            AgencyId = agency.Id,
            Type = agency.Type,
            Country = agency.Country,
            CertificateSha256 = { Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)) },
            HolderAddress = _addresses[agency.Id],
            Administers = agency == DemoCast.Prefecture || agency == DemoCast.DanishPolice,
            Contact = new Actor { Id = agency.Contact.Id, Role = agency.Contact.Role },
            RegimeStatus = "confirmed",
        };
    }

    /// <summary>Stops the broker and the agencies; the store may be opened by others afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));
        _processes.Clear();
    }

    private async Task RunBrokerAsync(CancellationToken cancellationToken)
    {
        var broker = StageProcess.Start("broker", ["serve", "--config", Setup.SettingsFile], Path.Combine(Setup.Folder, "broker.log"));
        _processes.Add(broker);

        // The agencies verify orders with the log's public keys, which the broker writes at its first start.
        await broker.WaitForLineAsync(" serves ", " serves ", StartTimeMax, cancellationToken);
    }

    private void RunAgency(DemoAgency agency, string listen)
    {
        _addresses[agency.Id] = "https://" + listen;
        _processes.Add(StageProcess.Start(
        agency.Id,
        [
            "agency", "--id", agency.Id, "--listen", listen, "--records", Path.Combine(Records, agency.Id),
            "--certificate", Setup.CertificateOf(agency.Id), "--key", Setup.KeyOf(agency.Id), "--authority", Setup.AuthorityFile,
            "--broker-certificate", Setup.BrokerCertificateFile,
            "--trust", Path.Combine(Data, "public", "trust.txt"), "--jwks", Path.Combine(Data, "public", "jwks.json"),
        ],
        Path.Combine(Setup.Folder, agency.Id + ".log")));
    }

    private static string Address(int port) => "127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture);
}
