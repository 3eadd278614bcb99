namespace ShareBroker.Server.Settings;

/// <summary>The issuer inside the broker: an agency that shows its certificate gets tokens for its own people.</summary>
public sealed record BuiltinIssuer
{
    /// <summary>The <c>iss</c> of its tokens, and the base of its discovery document.</summary>
    public string Issuer { get; init; } = "https://127.0.0.1:7443";

    /// <summary>PKCS#8 P-256 key; made at the first start when the file is missing.</summary>
    public string Key { get; init; } = "issuer.key";

    /// <summary>Life of a token.</summary>
    public int LifetimeSeconds { get; init; } = 300;

    /// <summary>Agencies that may name a governance role (<c>auditor</c>, <c>dpo</c>, …); <c>*</c> is every agency, for trials.</summary>
    public IReadOnlyList<string> GovernanceAgencies { get; init; } = [];
}
