using ShareBroker.Rego.Builtins.Schemas;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>A URI in a certificate, as text and in its parts.</summary>
internal sealed record CertificateUri(string Text, string Host, RegoValue Shown)
{
    public static CertificateUri Parse(string text)
    {
        var parts = SchemaReference.Parse(text);
        var authority = parts.Authority ?? string.Empty;
        var at = authority.LastIndexOf('@');
        var host = authority[(at + 1)..];
        var isOpaque = parts.Scheme.Length > 0 && parts.Authority is null && !parts.Path.StartsWith('/');
        var path = isOpaque ? string.Empty : QueryText.Unescape(parts.Path, plusIsSpace: false);
        return new CertificateUri(text, host, Der.Object(
            ("Scheme", RegoString.Of(parts.Scheme)),
            ("Opaque", RegoString.Of(isOpaque ? parts.Path : string.Empty)),
            ("User", at < 0 ? RegoNull.Value : RegoObject.Empty),
            ("Host", RegoString.Of(host)),
            ("Path", RegoString.Of(path)),
            ("RawPath", RegoString.Of(string.Empty)),
            ("OmitHost", RegoBoolean.False),
            ("ForceQuery", RegoBoolean.Of(parts.Query is { Length: 0 })),
            ("RawQuery", RegoString.Of(parts.Query ?? string.Empty)),
            ("Fragment", RegoString.Of(QueryText.Unescape(parts.Fragment, plusIsSpace: false))),
            ("RawFragment", RegoString.Of(string.Empty))));
    }

    /// <summary>The host without a port.</summary>
    public string HostName()
    {
        var colon = Host.LastIndexOf(':');
        return colon > Host.LastIndexOf(']') ? Host[..colon] : Host;
    }
}
