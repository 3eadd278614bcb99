using System.Text.Json.Serialization;

namespace ShareBroker.Server.Settings;

/// <summary>What decides and how much it may use.</summary>
public sealed record EngineSettings
{
    /// <summary><c>embedded</c>, <c>opa</c> or <c>both</c>.</summary>
    public string Kind { get; init; } = "embedded";

    /// <summary>
    /// Address of an OPA server that serves the same bundle, for <c>opa</c> and <c>both</c>: <c>http://</c> on this machine,
    /// <c>https://</c> elsewhere, or <c>unix:///path</c> of its socket.
    /// </summary>
    public string? OpaUrl { get; init; }

    /// <summary>The address; null when it is none that may be used: what is asked tells about persons and never crosses a network in
    /// clear.</summary>
    [JsonIgnore]
    public Uri? OpaAddress => Uri.TryCreate(OpaUrl, UriKind.Absolute, out var address) && IsUsable(address) ? Rooted(address) : null;

    private static bool IsUsable(Uri address) => address.Scheme switch
    {
        "https" => true,
        "http" => address.IsLoopback,
        "unix" => address.AbsolutePath.Length > 1,
        _ => false,
    };

    private static Uri Rooted(Uri address) =>
        address.Scheme == "unix" || address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
