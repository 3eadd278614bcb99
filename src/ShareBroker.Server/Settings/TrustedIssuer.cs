namespace ShareBroker.Server.Settings;

/// <summary>One issuer of access tokens.</summary>
public sealed record TrustedIssuer
{
    /// <summary>Exactly the <c>iss</c> of its tokens.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>File with its public P-256 keys (RFC 7517), each with a <c>kid</c>.</summary>
    public string Jwks { get; init; } = "";

    /// <summary>Agencies for whose people it may vouch. Never empty.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];
}
