using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Tokens;

/// <summary>A JSON web token in compact form (RFC 7515 §3.1), its header read, its signature not yet judged.</summary>
internal sealed class SignedToken
{
    private readonly BuiltinContext _context;
    private readonly string _payload;
    private readonly string _signature;

    private SignedToken(BuiltinContext context, string header, string payload, string signature)
    {
        _context = context;
        _payload = payload;
        _signature = signature;
        Signed = Encoding.UTF8.GetBytes($"{header}.{payload}");
    }

    /// <summary>The decoded header; set by <see cref="ReadHeader"/>.</summary>
    public RegoObject Header { get; private set; } = RegoObject.Empty;

    /// <summary>The bytes that the signature covers.</summary>
    public byte[] Signed { get; }

    /// <summary>The payload is another token (RFC 7519 §5.2).</summary>
    public bool IsNested => string.Equals(Claim("cty"), "JWT", StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits the text; decodes nothing.</summary>
    /// <exception cref="BuiltinException">There are not three sections.</exception>
    public static SignedToken Split(BuiltinContext context, string text)
    {
        context.Charge(text.Length * 4L);
        var parts = text.Split('.');
        return parts.Length switch
        {
            1 => throw BuiltinException.Failed("encoded JWT had no period separators"),
            3 => new SignedToken(context, parts[0], parts[1], parts[2]) { HeaderText = parts[0] },
            _ => throw BuiltinException.Failed($"encoded JWT must have 3 sections, found {parts.Length}"),
        };
    }

    private string HeaderText { get; init; } = string.Empty;

    /// <summary>Decodes the header.</summary>
    /// <exception cref="BuiltinException">It is no JSON object, or announces encryption.</exception>
    public SignedToken ReadHeader()
    {
        Header = Read(_context, Decode(HeaderText, "header"), "bad JWT header: ");
        return Header.Get(RegoString.Of("enc")) is null
            ? this
            : throw BuiltinException.Failed("JWT is a JWE object, which is not supported");
    }

    /// <summary>A text member of the header, or empty.</summary>
    public string Claim(string name) => (Header.Get(RegoString.Of(name)) as RegoString)?.Value ?? string.Empty;

    public string Payload() => Decode(_payload, "payload");

    public byte[] Signature() => TokenKeys.TryDecode(_signature, out var bytes, out var at) ? bytes : throw Broken("signature", at);

    /// <summary>The text as a JSON object.</summary>
    /// <exception cref="BuiltinException">It is something else.</exception>
    public static RegoObject Claims(BuiltinContext context, string text) => Read(context, text, string.Empty);

    private static RegoObject Read(BuiltinContext context, string text, string prefix) =>
        JsonTextFamily.Read(context, text, out var fault) as RegoObject
            ?? throw BuiltinException.Failed(
                prefix + (fault.Length > 0 ? $"invalid JSON: {fault}" : "decoded JSON type was not an Object"));

    private static string Decode(string section, string name) =>
        TokenKeys.TryDecode(section, out var bytes, out var at) ? Encoding.UTF8.GetString(bytes) : throw Broken(name, at);

    private static BuiltinException Broken(string section, int at) =>
        BuiltinException.Failed($"JWT {section} had invalid encoding: illegal base64 data at input byte {at}");
}
