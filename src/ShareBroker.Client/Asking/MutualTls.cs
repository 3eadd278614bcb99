using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ShareBroker.Client.Asking;

/// <summary>
/// How the agency's system connects: TLS 1.2 or newer, both sides named by certificates of the given authorities, no proxy.
/// </summary>
internal static class MutualTls
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int HeadersKilobytesMax = 32;

    public static SocketsHttpHandler Handler(X509Certificate2 own, X509Certificate2Collection authorities)
    {
        var chain = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        chain.CustomTrustStore.AddRange(authorities);
        chain.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = HeadersKilobytesMax,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificates = [own],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => own,
                CertificateChainPolicy = chain,
            },
        };
    }
}
