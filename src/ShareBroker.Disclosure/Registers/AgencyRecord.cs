using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>An agency.</summary>
public sealed record AgencyRecord : RegisterRecord
{
    /// <summary>Its id.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>Agency type of the vocabulary.</summary>
    public required string Type { get; init; }

    /// <summary>Country of the vocabulary.</summary>
    public required string Country { get; init; }

    /// <summary>SHA-256 thumbprints of the client certificates that name it, lower-case hex.</summary>
    public IReadOnlyList<string> CertificateSha256 { get; init; } = [];

    /// <summary>Address of its record holder; empty when it holds nothing.</summary>
    public string HolderAddress { get; init; } = "";

    /// <summary>It may write registers.</summary>
    public bool Administers { get; init; }

    /// <summary>Its contact point for requests outside a forum; null when it named none.</summary>
    public Actor? Contact { get; init; }

    /// <summary><c>confirmed</c> or <c>draft</c>: the status of its bilateral sharing.</summary>
    public string RegimeStatus { get; init; } = "draft";

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(Agency.Value);

    /// <summary>The key of an agency's row.</summary>
    public static RegisterKey KeyOf(string agency) => RegisterKey.Of("agency", agency);
}
