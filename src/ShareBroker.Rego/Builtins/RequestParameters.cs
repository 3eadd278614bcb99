using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>The names that a description of an HTTP request may and must hold.</summary>
internal static class RequestParameters
{
    private static readonly HashSet<string> Allowed =
    [
        "method", "url", "body", "enable_redirect", "force_json_decode", "force_yaml_decode", "headers", "raw_body",
        "tls_use_system_certs", "tls_ca_cert", "tls_ca_cert_file", "tls_ca_cert_env_variable", "tls_client_cert", "tls_client_cert_file",
        "tls_client_cert_env_variable", "tls_client_key", "tls_client_key_file", "tls_client_key_env_variable", "tls_insecure_skip_verify",
        "tls_server_name", "timeout", "cache", "force_cache", "force_cache_duration_seconds", "raise_error", "caching_mode",
        "max_retry_attempts", "cache_ignored_headers",
    ];

    /// <summary>Refuses names that mean nothing, and a request without method or URL.</summary>
    /// <exception cref="BuiltinException">The operand breaks either rule; its message names the parameters.</exception>
    public static void Demand(RegoObject request)
    {
        var (unknown, missing) = (new RegoSet.Builder(), new RegoSet.Builder());
        foreach (var name in request.Keys)
        {
            _ = (name is RegoString text && Allowed.Contains(text.Value)) || unknown.Add(name);
        }

        if (unknown.Count > 0)
        {
            throw BuiltinException.Operand(1, $"invalid request parameters(s): {unknown.Build()}");
        }

        foreach (var name in (string[])["method", "url"])
        {
            _ = request.Get(RegoString.Of(name)) is not null || missing.Add(RegoString.Of(name));
        }

        if (missing.Count > 0)
        {
            throw BuiltinException.Operand(1, $"missing required request parameters(s): {missing.Build()}");
        }
    }
}
