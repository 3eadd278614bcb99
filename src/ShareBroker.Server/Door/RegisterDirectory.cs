using ShareBroker.Disclosure.Registers;

namespace ShareBroker.Server.Door;

/// <summary>The register of agencies as the door's directory.</summary>
internal sealed class RegisterDirectory(RegisterDesk registers) : IAgencyDirectory
{
    /// <inheritdoc />
    public async ValueTask<KnownAgency?> FindAsync(string thumbprint, CancellationToken cancellationToken) =>
        await registers.AgencyOfCertificateAsync(thumbprint, cancellationToken) is { } agency
            ? new KnownAgency(agency.Agency.Value, agency.Administers)
            : null;
}
