namespace ShareBroker.Server.Settings;

/// <summary>
/// Who puts policies in force: two officers, for each set of policies. With it the broker takes signed bundles alone, and refuses
/// everything
/// until the first was activated.
/// </summary>
public sealed record GovernanceSettings
{
    /// <summary>The register of policy officers, a JSON file of <c>sharebroker.officers/1</c>.</summary>
    public string Officers { get; init; } = "officers.json";

    /// <summary>PEM files of the public keys that sign bundles. Keep a key here while a bundle that it signed is in force.</summary>
    public IReadOnlyList<string> BundleKeys { get; init; } = ["bundle.pub"];
}
