namespace ShareBroker.Server.Settings;

/// <summary>
/// Certificates of the broker and the authorities whose certificates it takes, all as PEM files.
/// A single certificate is revoked by taking it out of the register of agencies, which counts from the next call on.
/// </summary>
public sealed record TlsSettings
{
    /// <summary>The broker's own certificate, leaf first; it serves and calls holders with it.</summary>
    public string Certificate { get; init; } = "broker.pem";

    /// <summary>PKCS#8 key of <see cref="Certificate"/>.</summary>
    public string Key { get; init; } = "broker.key";

    /// <summary>Authorities that issue the certificates of agencies. Nothing of the machine's own trust is used.</summary>
    public IReadOnlyList<string> Authorities { get; init; } = ["ca.pem"];
}
