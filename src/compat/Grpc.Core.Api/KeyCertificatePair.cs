namespace Grpc.Core;

/// <summary>A certificate chain and the private key that belongs to its first certificate, both as PEM text.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>Keeps both texts; whether they fit each other is found out by whoever connects with them.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateChain);
        ArgumentNullException.ThrowIfNull(privateKey);
        CertificateChain = certificateChain;
        PrivateKey = privateKey;
    }

    /// <summary>The certificates, the holder's own first.</summary>
    public string CertificateChain { get; }

    /// <summary>The private key; a secret that must not be logged.</summary>
    public string PrivateKey { get; }
}
