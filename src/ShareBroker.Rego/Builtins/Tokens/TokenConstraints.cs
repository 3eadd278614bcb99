using System.Globalization;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Tokens;

/// <summary>What a policy demands of a token before it believes it: exactly one source of keys, and claims. An unknown demand is an
/// error.</summary>
internal sealed class TokenConstraints
{
    private readonly BuiltinContext _context;
    private TokenKey[]? _keys;
    private string _secret = string.Empty;
    private string _algorithm = string.Empty;
    private string _issuer = string.Empty;
    private string _audience = string.Empty;
    private double _nanoseconds;

    private TokenConstraints(BuiltinContext context) => (_context, _nanoseconds) = (context, context.NowNanoseconds);

    /// <summary>Reads the constraints.</summary>
    /// <exception cref="BuiltinException">One is unknown or of the wrong kind, or there is not exactly one source of keys.</exception>
    public static TokenConstraints Read(BuiltinContext context, RegoObject given)
    {
        var result = new TokenConstraints(context);
        for (var i = 0; i < given.Count; i++)
        {
            result.Add(given.KeyAt(i), given.ValueAt(i));
        }

        return (result._keys is not null, result._secret.Length > 0) switch
        {
            (true, true) => throw BuiltinException.Failed("duplicate key constraints"),
            (false, false) => throw BuiltinException.Failed("no key constraint"),
            _ => result,
        };
    }

    /// <summary>Whether the header names the wanted algorithm and one of the keys made the signature.</summary>
    public bool Signed(SignedToken token)
    {
        var name = token.Claim("alg");
        if (name.Length == 0 || (_algorithm.Length > 0 && _algorithm != name))
        {
            return false;
        }

        var signature = token.Signature();
        var algorithm = TokenAlgorithm.Find(name) ?? throw BuiltinException.Failed($"unknown JWS algorithm: {name}");
        if (_keys is null)
        {
            var key = new TokenKey { Secret = Encoding.UTF8.GetBytes(_secret) };
            return algorithm.Fits(key)
                ? algorithm.Verifies(_context, key, token.Signed, signature)
                : throw BuiltinException.Failed("incorrect public key type");
        }

        return AnyVerifies(_context, _keys, algorithm, token, signature);
    }

    /// <summary>A key with the token's key id decides alone; without one, any key that is not for another algorithm.</summary>
    public static bool AnyVerifies(
        BuiltinContext context, TokenKey[] keys, TokenAlgorithm algorithm, SignedToken token, byte[] signature)
    {
        var id = token.Claim("kid");
        if (id.Length > 0 && Array.Find(keys, key => key.Id == id) is { } named)
        {
            return algorithm.Verifies(context, named, token.Signed, signature);
        }

        var header = token.Claim("alg");
        return Array.Exists(keys, key =>
            (key.Algorithm.Length == 0 || header.Length == 0 || key.Algorithm == header)
            && algorithm.Verifies(context, key, token.Signed, signature));
    }

    /// <summary>Whether issuer, audience and times (RFC 7519 §4.1) are as demanded.</summary>
    public bool Accepts(RegoObject claims)
    {
        if (_issuer.Length > 0 && (claims.Get(RegoString.Of("iss")) as RegoString)?.Value != _issuer)
        {
            return false;
        }

        var audience = claims.Get(RegoString.Of("aud"));
        if (audience is null ? _audience.Length > 0 : !Names(audience))
        {
            return false;
        }

        var now = RegoNumber.Parse((_nanoseconds / 1e9).ToString("R", CultureInfo.InvariantCulture));
        return (Moment(claims, "exp") is not { } end || now.CompareTo(end) < 0)
            && (Moment(claims, "nbf") is not { } start || now.CompareTo(start) >= 0);
    }

    private static RegoNumber? Moment(RegoObject claims, string name) => claims.Get(RegoString.Of(name)) switch
    {
        null => null,
        RegoNumber moment => moment,
        _ => throw BuiltinException.Failed($"{name} value must be a number"),
    };

    private bool Names(RegoValue audience)
    {
        if (audience is RegoString one)
        {
            return one.Value == _audience;
        }

        var found = false;
        foreach (var member in audience is RegoArray list ? list.Items : [])
        {
            found |= member is RegoString text && text.Value == _audience;
        }

        return found;
    }

    private void Add(RegoValue key, RegoValue value)
    {
        var name = key is RegoString text ? text.Value : key.ToString();
        switch (name)
        {
            case "cert":
                _keys = TokenKeys.Read(_context, value is RegoString keys ? keys.Value : throw MustBeText("cert constraint"));
                break;
            case "secret":
                _secret = Demand(name, value);
                break;
            case "alg":
                _algorithm = Demand(name, value);
                break;
            case "iss":
                _issuer = Demand(name, value);
                break;
            case "aud":
                _audience = Demand(name, value);
                break;
            case "time":
                _nanoseconds = value is RegoNumber time ? Number(time)
                    : throw BuiltinException.Failed("token time constraint: must be a number");
                break;
            default:
                throw BuiltinException.Failed($"unknown token validation constraint: {name}");
        }
    }

    private static double Number(RegoNumber time)
    {
        var value = double.Parse(time.Text, CultureInfo.InvariantCulture);
        return value >= 0 && double.IsFinite(value)
            ? value
            : throw BuiltinException.Failed("token time constraint: must not be negative");
    }

    private static string Demand(string name, RegoValue value) =>
        value is RegoString text ? text.Value : throw MustBeText($"{name} constraint");

    private static BuiltinException MustBeText(string what) => BuiltinException.Failed($"{what}: must be a string");
}
