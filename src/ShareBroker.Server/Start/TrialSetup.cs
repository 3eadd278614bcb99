using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Trust;

namespace ShareBroker.Server.Start;

/// <summary>
/// A folder with everything that a broker on trial needs: an authority, certificates for the broker and each agency, and the configuration.
/// Keys lie in it unprotected but for the file mode; it is not for agencies at work.
/// </summary>
public sealed class TrialSetup
{
    private TrialSetup(string folder) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The configuration, for <see cref="SettingsReader.Read"/>.</summary>
    public string SettingsFile => Path.Combine(Folder, "broker.json");

    /// <summary>Certificate of the authority, PEM.</summary>
    public string AuthorityFile => Path.Combine(Folder, "ca.pem");

    /// <summary>Certificate of the broker, PEM.</summary>
    public string BrokerCertificateFile => Path.Combine(Folder, "broker.pem");

    /// <summary>Makes the folder; files of an earlier trial in it are written anew.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="wish">What.</param>
    /// <param name="time">Validity of the certificates.</param>
    /// <param name="random">Serial numbers.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static TrialSetup Create(string folder, TrialWish wish, TimeProvider time, RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var setup = new TrialSetup(Path.GetFullPath(folder));
        Directory.CreateDirectory(Path.Combine(setup.Folder, "agencies"));
        using var authority = TrialAuthority.Create("ShareBroker trial authority", time, random);
        File.WriteAllText(setup.AuthorityFile, authority.Certificate.ExportCertificatePem() + "\n");
        using (var broker = authority.Issue(new CertificateWish("sharebroker-trial")))
        {
            Save(broker, setup.BrokerCertificateFile, Path.Combine(setup.Folder, "broker.key"));
        }

        foreach (var agency in wish.Agencies)
        {
            using var certificate = authority.Issue(new CertificateWish(agency.Id));
            Save(certificate, setup.CertificateOf(agency.Id), setup.KeyOf(agency.Id));
        }

        var settings = new BrokerSettings
        {
            Listen = wish.Listen,
            Origin = wish.Origin,
            Data = "data",
            Policies = Path.GetFullPath(wish.Policies),
            Trial = wish.Governance is null,
            Governance = wish.Governance,
            Tokens = new TokenSettings { Builtin = new BuiltinIssuer { Issuer = $"https://{wish.Listen}", GovernanceAgencies = ["*"] } },
            Agencies = [.. wish.Agencies.Select(agency => agency with { Certificates = [setup.CertificateOf(agency.Id)] })],
        };
        File.WriteAllBytes(setup.SettingsFile, SettingsReader.Write(settings));
        return setup;
    }

    /// <summary>Certificate of an agency, PEM.</summary>
    public string CertificateOf(string agencyId) => Path.Combine(Folder, "agencies", FileNameOf(agencyId) + ".pem");

    /// <summary>PKCS#8 key of an agency, PEM.</summary>
    public string KeyOf(string agencyId) => Path.Combine(Folder, "agencies", FileNameOf(agencyId) + ".key");

    private static string FileNameOf(string agencyId) => agencyId.Replace('/', '_');

    private static void Save(X509Certificate2 certificate, string certificateFile, string keyFile)
    {
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n");
        using var key = certificate.GetECDsaPrivateKey()!;
        PrivatePem.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
    }
}
