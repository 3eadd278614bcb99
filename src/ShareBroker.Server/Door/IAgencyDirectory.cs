namespace ShareBroker.Server.Door;

/// <summary>
/// Which agency a certificate names. Asked on every call, so that taking a certificate out of the register counts at once.
/// </summary>
internal interface IAgencyDirectory
{
    /// <summary>The agency, or null when the register knows no such certificate.</summary>
    /// <param name="thumbprint">SHA-256 of the certificate, lower-case hex.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    ValueTask<KnownAgency?> FindAsync(string thumbprint, CancellationToken cancellationToken);
}
