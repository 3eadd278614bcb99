namespace ShareBroker.Server.Trust;

/// <summary>What a trial certificate should say.</summary>
/// <param name="Name">Common name, such as an agency's id.</param>
public sealed record CertificateWish(string Name)
{
    /// <summary>Extended key usage: server authentication, for <c>localhost</c> and the loopback addresses.</summary>
    public bool ForServer { get; init; } = true;

    /// <summary>Extended key usage: client authentication.</summary>
    public bool ForClient { get; init; } = true;

    /// <summary>Where its validity begins; five minutes ago when absent.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Where its validity ends; in ninety days when absent.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
