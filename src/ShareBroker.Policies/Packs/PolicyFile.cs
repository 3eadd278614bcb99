namespace ShareBroker.Policies.Packs;

/// <summary>One file of a policy folder.</summary>
/// <param name="Path">Path relative to the folder, with slashes.</param>
/// <param name="Content">Its octets.</param>
public sealed record PolicyFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>It holds unit tests and is no part of the bundle.</summary>
    public bool IsTest => Path.EndsWith("_test.rego", StringComparison.Ordinal);

    /// <summary>It holds rules.</summary>
    public bool IsModule => Path.EndsWith(".rego", StringComparison.Ordinal);

    /// <summary>It holds data, merged under the path of its folder.</summary>
    public bool IsData => Path.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>It is the bundle's manifest.</summary>
    public bool IsManifest => Path == ".manifest";
}
