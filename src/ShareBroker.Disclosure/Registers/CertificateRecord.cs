using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>Which agency a client certificate names. It counts only while that agency's own row lists the certificate.</summary>
public sealed record CertificateRecord : RegisterRecord
{
    /// <summary>SHA-256 thumbprint, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The agency.</summary>
    public required AgencyId Agency { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Sha256);

    /// <summary>The key of a certificate's row.</summary>
    public static RegisterKey KeyOf(string sha256) => RegisterKey.Of("certificate", sha256);
}
