namespace ShareBroker.Cli.Serving;

/// <summary>Everything one demo agency needs.</summary>
internal sealed record AgencySettings
{
    public required string Id { get; init; }

    public required string Listen { get; init; }

    public required string Records { get; init; }

    public string? Mapping { get; init; }

    public required string Certificate { get; init; }

    public required string Key { get; init; }

    public required string Authority { get; init; }

    public required string BrokerCertificate { get; init; }

    public required string Trust { get; init; }

    public required string Jwks { get; init; }

    public AgencyMode Mode { get; init; }

    public string? ModeFile { get; init; }
}
