using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Bundles;

/// <summary>
/// A bundle is not usable; nothing of it was taken over. Codes are <c>bundle_too_large</c>, <c>bundle_malformed</c>, <c>bundle_entry</c>,
/// <c>bundle_path</c>, <c>bundle_duplicate</c>, <c>bundle_manifest</c>, <c>bundle_roots</c>, <c>bundle_delta</c>, <c>bundle_wasm</c>,
/// <c>bundle_unsigned</c>, <c>bundle_signature</c>, <c>bundle_key</c>, <c>bundle_key_missing</c>, <c>bundle_key_wrong</c>,
/// <c>bundle_file_added</c>, <c>bundle_file_changed</c> and <c>bundle_file_missing</c>; of data that cannot be read
/// <c>rego_json_error</c>, of data that contradicts itself <c>merge_error</c>.
/// </summary>
public sealed class RegoBundleException : RegoException
{
    /// <summary>Takes the faults.</summary>
    /// <param name="errors">At least one.</param>
    public RegoBundleException(IReadOnlyList<RegoError> errors)
        : base(errors)
    {
    }

    internal RegoBundleException(string code, string message, string file = "")
        : base([new RegoError(code, message, new Location(file, 0, 0, 0))])
    {
    }

    internal RegoBundleException(string code, string message, Exception cause)
        : base([new RegoError(code, message, Location.None)], cause)
    {
    }

    internal RegoBundleException(RegoException cause)
        : base(cause.Errors, cause)
    {
    }
}
