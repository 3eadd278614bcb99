using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ShareBroker.Server.Trust;

/// <summary>A certificate authority for trials and tests: P-256, ninety days, kept by whoever made it. Not for agencies at work.</summary>
public sealed class TrialAuthority : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    private readonly ECDsa _key;
    private readonly TimeProvider _time;
    private readonly RandomNumberGenerator _random;

    private TrialAuthority(ECDsa key, X509Certificate2 certificate, TimeProvider time, RandomNumberGenerator random)
    {
        _key = key;
        Certificate = certificate;
        _time = time;
        _random = random;
    }

    /// <summary>The authority's own certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>A new authority.</summary>
    /// <param name="name">Common name of its certificate.</param>
    /// <param name="time">Where its validity begins.</param>
    /// <param name="random">Serial numbers.</param>
    public static TrialAuthority Create(string name, TimeProvider time, RandomNumberGenerator random)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        using var own = request.CreateSelfSigned(now.AddHours(-1), now.Add(Life).AddDays(1));
        return new TrialAuthority(key, X509CertificateLoader.LoadCertificate(own.RawData), time, random);
    }

    /// <summary>A certificate with its key, for a server and a client at once unless the wish says otherwise.</summary>
    /// <param name="wish">What it should say.</param>
    public X509Certificate2 Issue(CertificateWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={wish.Name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        var usages = new OidCollection();
        if (wish.ForServer)
        {
            usages.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        }

        if (wish.ForClient)
        {
            usages.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        }

        if (usages.Count > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, false));
        }

        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        var serial = new byte[16];
        _random.GetBytes(serial);
        serial[0] &= 0x7F;
        serial[0] |= 0x40;
        var now = _time.GetUtcNow();
        var generator = X509SignatureGenerator.CreateForECDsa(_key);
        using var bare = request.Create(
            Certificate.SubjectName, generator, wish.NotBefore ?? now.AddMinutes(-5), wish.NotAfter ?? now.Add(Life), serial);
        return bare.CopyWithPrivateKey(key);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
