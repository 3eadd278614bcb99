using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ShareBroker.Disclosure.Fetching;

namespace ShareBroker.Holders;

/// <summary>
/// Mutual TLS to one holder: issued by a configured authority, named as its address says, and registered for this very agency.
/// </summary>
internal static class HolderTls
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int HeadersKilobytesMax = 16;

    public static SocketsHttpHandler Handler(HolderChannelOptions options, HolderAgency holder)
    {
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        chain.CustomTrustStore.AddRange(options.Authorities);
        chain.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        var registered = holder.CertificateSha256.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = HeadersKilobytesMax,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificates = [options.Certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => options.Certificate,
                CertificateChainPolicy = chain,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                    errors == SslPolicyErrors.None
                    && certificate is not null
                    && registered.Contains(Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()))),
            },
        };
    }
}
