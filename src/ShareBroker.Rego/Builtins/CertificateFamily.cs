using System.Text;
using ShareBroker.Rego.Builtins.Certificates;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>X.509 certificates (RFC 5280), requests for them, and private keys: read, shown, verified. Nothing is fetched.</summary>
internal static class CertificateFamily
{
    private const string Begin = "-----BEGIN";
    private const string Results = "array<boolean, array[object[string: any]]>";

    private static readonly RegoArray Unverified = RegoArray.Of(RegoBoolean.False, RegoArray.Empty);

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("crypto.x509.parse_certificates", "string -> array[object[string: any]]", Parse),
        Builtin.Of(
            "crypto.x509.parse_and_verify_certificates",
            $"string -> {Results}",
            static (c, a) => Verify(c, a.Text(0), new ChainOptions(c.NowNanoseconds), withUriTexts: true)),
        Builtin.Of(
            "crypto.x509.parse_and_verify_certificates_with_options",
            $"string, object[string: any] -> {Results}",
            static (c, a) => TryRead(c, a.Text(0)) is null
                ? Unverified
                : Verify(c, a.Text(0), new ChainOptions(c.NowNanoseconds).With((RegoObject)a[1]), withUriTexts: false)),
        Builtin.Of("crypto.x509.parse_certificate_request", "string -> object[string: any]", ParseRequest),
        Builtin.Of("crypto.x509.parse_rsa_private_key", "string -> object[string: any]", ParseJwk),
        Builtin.Of("crypto.x509.parse_keypair", "string, string -> object[string: any]", ParsePair),
        Builtin.Of("crypto.parse_private_keys", "string -> array[object[string: any]]", ParseKeys),
    ];

    private static RegoArray Parse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        Values(Read(context, arguments.Text(0)), withUriTexts: true);

    private static RegoArray Values(List<Certificate> certificates, bool withUriTexts) =>
        RegoArray.Adopt([.. certificates.Select(certificate => certificate.ToValue(withUriTexts))]);

    private static byte[] Base64(BuiltinContext context, string text)
    {
        context.Charge(text.Length);
        return Base64Text.TryDecode(text, url: false, out var bytes, out var faultAt)
            ? bytes
            : throw BuiltinException.Failed($"illegal base64 data at input byte {faultAt}");
    }

    // PEM, or base64 of PEM or of DER.
    private static List<Certificate> Read(BuiltinContext context, string text)
    {
        if (text.StartsWith(Begin, StringComparison.Ordinal))
        {
            return ReadPem(context, text);
        }

        var bytes = Base64(context, text);
        return bytes.AsSpan().StartsWith("-----BEGIN"u8)
            ? ReadPem(context, Encoding.Latin1.GetString(bytes))
            : Certificate.ReadAll(context, bytes);
    }

    private static List<Certificate> ReadPem(BuiltinContext context, string text)
    {
        var bytes = new List<byte>();
        foreach (var block in PemBlock.ReadAll(context, text))
        {
            bytes.AddRange(block.Label == "CERTIFICATE"
                ? block.Bytes
                : throw BuiltinException.Failed($"PEM block type is '{block.Label}', expected CERTIFICATE"));
        }

        return Certificate.ReadAll(context, [.. bytes]);
    }

    private static List<Certificate>? TryRead(BuiltinContext context, string text)
    {
        try
        {
            return Read(context, text);
        }
        catch (BuiltinException)
        {
            return null;
        }
    }

    private static RegoArray Verify(BuiltinContext context, string text, ChainOptions options, bool withUriTexts)
    {
        // The first is trusted, the last is judged, those between may lead from one to the other.
        if (TryRead(context, text) is not { Count: >= 2 } certificates)
        {
            return Unverified;
        }

        var chain = new CertificateChain(context, options, certificates[0], certificates[1..^1]).Find(certificates[^1]);
        return chain is null ? Unverified : RegoArray.Of(RegoBoolean.True, Values(chain, withUriTexts));
    }

    private static RegoObject ParseRequest(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(0);
        if (!text.StartsWith("-----BEGIN CERTIFICATE REQUEST-----", StringComparison.Ordinal))
        {
            var bytes = Base64(context, text);
            if (!bytes.AsSpan().StartsWith("-----BEGIN"u8))
            {
                return CertificateRequest.ToValue(context, bytes);
            }

            text = Encoding.Latin1.GetString(bytes);
        }

        return PemBlock.ReadAll(context, text) is not [var block, ..] ? CertificateRequest.ToValue(context, Encoding.UTF8.GetBytes(text))
            : block.Label == "CERTIFICATE REQUEST" ? CertificateRequest.ToValue(context, block.Bytes)
            : throw BuiltinException.Failed("invalid PEM-encoded certificate signing request");
    }

    private static RegoValue ParseJwk(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(0);
        if (text.Length == 0)
        {
            throw BuiltinException.Failed("input PEM data was empty");
        }

        text = text.StartsWith(Begin, StringComparison.Ordinal) ? text : Encoding.Latin1.GetString(Base64(context, text));
        return PrivateKey.ReadAll(context, text) is [var key, ..] ? key.Jwk : RegoNull.Value;
    }

    private static RegoValue ParseKeys(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) => arguments.Text(0).Length == 0
        ? RegoNull.Value
        : RegoArray.Adopt([.. PrivateKey.ReadAll(context, arguments.Text(0)).Select(static key => key.Shown)]);

    private static RegoObject ParsePair(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var blocks = Blocks(context, arguments.Text(0), "CERTIFICATE").FindAll(static block => block.Label == "CERTIFICATE");
        if (blocks.Count == 0)
        {
            throw BuiltinException.Failed("tls: failed to find any PEM data in certificate input");
        }

        var block = Blocks(context, arguments.Text(1), "PRIVATE KEY").Find(
            static block => block.Label == "PRIVATE KEY" || block.Label.EndsWith(" PRIVATE KEY", StringComparison.Ordinal))
            ?? throw BuiltinException.Failed("tls: failed to find any PEM data in key input");
        var leaf = Certificate.ReadAll(context, blocks[0].Bytes) is [var only]
            ? only
            : throw BuiltinException.Failed("x509: malformed certificate");
        PrivateKey key;
        try
        {
            key = PrivateKey.Read(context, block);
        }
        catch (BuiltinException)
        {
            throw BuiltinException.Failed("tls: failed to parse private key");
        }

        if (leaf.Key.Algorithm != key.Public.Algorithm)
        {
            throw BuiltinException.Failed("tls: private key type does not match public key type");
        }

        return leaf.Key.Shown.Equals(key.Public.Shown)
            ? Der.Object(
                ("Certificate", RegoArray.Adopt([.. blocks.Select(static one => Der.Bytes(one.Bytes))])),
                ("Leaf", leaf.ToValue(withUriTexts: false)),
                ("PrivateKey", key.Shown),
                ("OCSPStaple", RegoNull.Value),
                ("SignedCertificateTimestamps", RegoNull.Value),
                ("SupportedSignatureAlgorithms", RegoNull.Value))
            : throw BuiltinException.Failed("tls: private key does not match public key");
    }

    // PEM, or base64 of PEM or of DER; DER counts as one block of the label given.
    private static List<PemBlock> Blocks(BuiltinContext context, string text, string label)
    {
        if (text.StartsWith(Begin, StringComparison.Ordinal))
        {
            return PemBlock.ReadAll(context, text);
        }

        var bytes = Base64(context, text);
        return bytes.AsSpan().StartsWith("-----BEGIN"u8)
            ? PemBlock.ReadAll(context, Encoding.Latin1.GetString(bytes))
            : [new PemBlock(label, bytes)];
    }
}
