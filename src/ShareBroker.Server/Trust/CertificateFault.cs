namespace ShareBroker.Server.Trust;

/// <summary>Why a certificate is not taken.</summary>
public enum CertificateFault
{
    /// <summary>It is taken.</summary>
    None,

    /// <summary>None was shown.</summary>
    Missing,

    /// <summary>None of the configured authorities issued it, or a signature in its chain is wrong.</summary>
    UnknownAuthority,

    /// <summary>It is not valid yet, or no longer.</summary>
    OutOfTime,

    /// <summary>Its extended key usage does not say client authentication, or it is an authority itself.</summary>
    WrongUsage,

    /// <summary>Its key is weaker than P-256 or RSA 2048.</summary>
    WeakKey,
}
