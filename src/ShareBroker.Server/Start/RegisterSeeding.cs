using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Trust;

namespace ShareBroker.Server.Start;

/// <summary>
/// Puts the agencies of the configuration into the register, so that somebody can write the rest of it. A row that says the same already
/// stays as it is; any other is written anew, with an entry of the log before it.
/// </summary>
internal static class RegisterSeeding
{
    /// <summary>Writes what differs.</summary>
    /// <exception cref="SettingsException">An id or a certificate file cannot be used.</exception>
    public static async Task SeedAsync(
        IReadOnlyList<AgencySeed> seeds, RegisterDesk registers, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (var seed in seeds)
        {
            var wanted = RowOf(seed);
            var found = await registers.AgencyAsync(wanted.Agency, cancellationToken);
            if (found is not null && Says(found, wanted))
            {
                continue;
            }

            // What the registers learnt since stays: a contact, a status, further certificates of an agency that renewed its own.
            var row = found is null ? wanted : found with
            {
                Type = wanted.Type,
                Country = wanted.Country,
                Administers = wanted.Administers,
                HolderAddress = wanted.HolderAddress.Length > 0 ? wanted.HolderAddress : found.HolderAddress,
                CertificateSha256 = [.. found.CertificateSha256.Union(wanted.CertificateSha256, StringComparer.Ordinal)],
            };
            await registers.SeedAsync(row, cancellationToken);
            StartLog.Seeded(logger, seed.Id);
        }
    }

    private static bool Says(AgencyRecord found, AgencyRecord wanted) =>
        found.Type == wanted.Type
        && found.Country == wanted.Country
        && found.Administers == wanted.Administers
        && (wanted.HolderAddress.Length == 0 || found.HolderAddress == wanted.HolderAddress)
        && wanted.CertificateSha256.All(found.CertificateSha256.Contains);

    private static AgencyRecord RowOf(AgencySeed seed)
    {
        if (!AgencyId.TryParse(seed.Id, out var id))
        {
            throw new SettingsException([$"'{seed.Id}' is not an agency id"]);
        }

        return new AgencyRecord
        {
            Agency = id,
            Type = seed.Type,
            Country = seed.Country,
            Administers = seed.Administers,
            HolderAddress = seed.HolderAddress,
            CertificateSha256 = [.. seed.Certificates.Select(ThumbprintIn)],
        };
    }

    private static string ThumbprintIn(string file)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return CertificateCheck.ThumbprintOf(certificate);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"the certificate file '{file}' cannot be read"], fault);
        }
    }
}
