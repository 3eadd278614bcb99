namespace ShareBroker.Rego.Bundles;

/// <summary>How a bundle is read.</summary>
public sealed record RegoBundleOptions
{
    /// <summary>Rego v1 where the bundle says nothing, the default limits, and no bundle that is signed, since there is no key.</summary>
    public static RegoBundleOptions Default { get; } = new();

    /// <summary>Whose signature is demanded. Null demands none, and refuses bundles that have one
    /// (<see cref="SkipsVerification"/>).</summary>
    public RegoBundleTrust? Trust { get; init; }

    /// <summary>Read a signed bundle without looking at its signature, when there is no <see cref="Trust"/>.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>Policies are written in Rego v0 where the bundle does not say otherwise.</summary>
    public bool ModulesAreV0 { get; init; }

    /// <summary>What stands before the names of files in faults and coverage, such as the bundle's own name; empty for nothing.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What the bundle may cost.</summary>
    public RegoBundleLimits Limits { get; init; } = RegoBundleLimits.Default;
}
