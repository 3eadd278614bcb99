namespace ShareBroker.Server.Settings;

/// <summary>What decides and how much it may use.</summary>
public sealed record EngineSettings
{
    /// <summary><c>embedded</c>, <c>opa</c> or <c>both</c>.</summary>
    public string Kind { get; init; } = "embedded";

    /// <summary>Base address of an OPA server, for <c>opa</c> and <c>both</c>.</summary>
    public string? OpaUrl { get; init; }
}
