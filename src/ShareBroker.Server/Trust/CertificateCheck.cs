using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ShareBroker.Server.Trust;

/// <summary>
/// Judges the certificates of agencies (RFC 5280, section 6) against the configured authorities alone: chain, time, key and extended key
/// usage. Nothing is fetched. Which agency a certificate names is the register's business.
/// </summary>
public sealed class CertificateCheck : IDisposable
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int ChainCertificatesMax = 6;

    private readonly X509Certificate2Collection _authorities;
    private readonly TimeProvider _time;

    /// <summary>A check against some authorities.</summary>
    /// <param name="authorities">Their certificates; the check owns them from now on.</param>
    /// <param name="time">Judges validity.</param>
    public CertificateCheck(X509Certificate2Collection authorities, TimeProvider time)
    {
        _authorities = authorities;
        _time = time;
    }

    /// <summary>A check against the authorities in PEM files.</summary>
    /// <exception cref="CryptographicException">A file has no certificate.</exception>
    public static CertificateCheck FromFiles(IEnumerable<string> files, TimeProvider time)
    {
        var authorities = new X509Certificate2Collection();
        foreach (var file in files)
        {
            authorities.ImportFromPemFile(file);
        }

        return authorities.Count > 0 ? new CertificateCheck(authorities, time) : throw new CryptographicException("no authority was found");
    }

    /// <summary>SHA-256 of the certificate's DER octets in lower-case hex: what names an agency in the register.</summary>
    public static string ThumbprintOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));

    /// <summary>Whether a client may show this certificate, and if not, why.</summary>
    /// <param name="leaf">The client's certificate.</param>
    /// <param name="sent">Further certificates that the client sent along.</param>
    public CertificateFault Client(X509Certificate2? leaf, X509Certificate2Collection? sent) => Judge(leaf, sent, ClientAuthentication);

    /// <summary>Whether a server may show this certificate, and if not, why. Its name is checked elsewhere.</summary>
    /// <param name="leaf">The server's certificate.</param>
    /// <param name="sent">Further certificates that the server sent along.</param>
    public CertificateFault Server(X509Certificate2? leaf, X509Certificate2Collection? sent) => Judge(leaf, sent, ServerAuthentication);

    /// <summary>The certificate is within its time now. Cheap: asked again on every call of a long-lived connection.</summary>
    public bool IsInTime(X509Certificate2 certificate)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }

    private CertificateFault Judge(X509Certificate2? leaf, X509Certificate2Collection? sent, string usage)
    {
        if (leaf is null)
        {
            return CertificateFault.Missing;
        }

        if (!IsInTime(leaf))
        {
            return CertificateFault.OutOfTime;
        }

        if (!Allows(leaf, usage))
        {
            return CertificateFault.WrongUsage;
        }

        return IsStrong(leaf) ? ChainFault(leaf, sent, usage) : CertificateFault.WeakKey;
    }

    private CertificateFault ChainFault(X509Certificate2 leaf, X509Certificate2Collection? sent, string usage)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.NoFlag;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(usage));
        if (sent is not null && sent.Count <= ChainCertificatesMax)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent);
        }

        try
        {
            if (chain.Build(leaf))
            {
                return CertificateFault.None;
            }

            var inTime = chain.ChainStatus.All(s => s.Status is X509ChainStatusFlags.NotTimeValid);
            return inTime && chain.ChainStatus.Length > 0 ? CertificateFault.OutOfTime : CertificateFault.UnknownAuthority;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    private static bool Allows(X509Certificate2 leaf, string usage)
    {
        // Absence of the extension would allow every use; an agency's certificate must say what it is for.
        var extended = leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().SingleOrDefault();
        var basic = leaf.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault();
        return basic is not { CertificateAuthority: true }
            && extended is not null
            && extended.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == usage);
    }

    private static bool IsStrong(X509Certificate2 leaf)
    {
        using var ec = leaf.GetECDsaPublicKey();
        if (ec is not null)
        {
            return ec.KeySize >= 256;
        }

        using var rsa = leaf.GetRSAPublicKey();
        return rsa is not null && rsa.KeySize is >= 2048 and <= 8192;
    }
}
