namespace ShareBroker.Rego.Bundles;

/// <summary>Whose signature a bundle must have. What a signature says of its own key is believed only as far as it picks one of
/// these.</summary>
public sealed record RegoBundleTrust
{
    /// <summary>The keys by their ids.</summary>
    public required IReadOnlyDictionary<string, RegoBundleKey> Keys { get; init; }

    /// <summary>The id of the key to take whatever the signature names; null takes the one that it names.</summary>
    public string? KeyId { get; init; }

    /// <summary>The scope that signatures must name, where the key has none of its own; empty demands signatures without a scope.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>What stands before the names of files in signatures of this bundle: of a folder that <c>opa sign</c> signed the path that
    /// it
    /// was given; empty for archives.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>One key, whatever id a signature names.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scope">The scope that signatures must name.</param>
    /// <returns>Trust in it.</returns>
    public static RegoBundleTrust In(RegoBundleKey key, string scope = "") => new()
    {
        Keys = new Dictionary<string, RegoBundleKey>(StringComparer.Ordinal) { ["default"] = key }, KeyId = "default", Scope = scope,
    };

    /// <exception cref="RegoBundleException">No key fits (<c>bundle_key_missing</c>), it did not sign or the scope is another
    /// (<c>bundle_key_wrong</c>), or the files are not those that were signed.</exception>
    internal void Demand(RegoBundleSignature signature, IEnumerable<RegoBundleFile> files)
    {
        var id = KeyId ?? signature.KeyId;
        if (id is not { Length: > 0 } || !Keys.TryGetValue(id, out var key))
        {
            throw new RegoBundleException(
                "bundle_key_missing", id is { Length: > 0 } ? $"there is no key '{id}' to verify the bundle with"
                    : "the signature names no key");
        }

        if (!signature.IsBy(key))
        {
            throw new RegoBundleException("bundle_key_wrong", "the key that was given did not sign the bundle as it is");
        }

        var scope = Scope.Length > 0 ? Scope : key.Scope ?? string.Empty;
        if (signature.Scope != scope)
        {
            throw new RegoBundleException("bundle_key_wrong", scope.Length > 0
                ? $"the bundle is not signed for the scope '{scope}'"
                : "the bundle is signed for another scope");
        }

        signature.Demand(files, Folder);
    }
}
