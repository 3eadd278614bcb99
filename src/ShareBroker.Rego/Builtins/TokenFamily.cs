using System.Buffers.Text;
using System.Text;
using ShareBroker.Rego.Builtins.Tokens;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>JSON web tokens (RFC 7519): read, verified, signed.</summary>
internal static class TokenFamily
{
    private static readonly string[] TextHeaders = ["typ", "cty", "kid", "jku"];

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("io.jwt.decode", "string -> array<object[any: any], object[any: any], string>", Decode),
        Verify("io.jwt.verify_rs256", "RS256"),
        Verify("io.jwt.verify_rs384", "RS384"),
        Verify("io.jwt.verify_rs512", "RS512"),
        Verify("io.jwt.verify_ps256", "PS256"),
        Verify("io.jwt.verify_ps384", "PS384"),
        Verify("io.jwt.verify_ps512", "PS512"),
        Verify("io.jwt.verify_es256", "ES256"),
        Verify("io.jwt.verify_es384", "ES384"),
        Verify("io.jwt.verify_es512", "ES512"),
        VerifySecret("io.jwt.verify_hs256", "HS256"),
        VerifySecret("io.jwt.verify_hs384", "HS384"),
        VerifySecret("io.jwt.verify_hs512", "HS512"),
        Builtin.Nondeterministic(
            "io.jwt.decode_verify",
            "string, object[string: any] -> array<boolean, object[any: any], object[any: any]>",
            DecodeVerify),
        Builtin.Nondeterministic(
            "io.jwt.encode_sign_raw",
            "string, string, string -> string",
            static (c, a) => Sign(c, a.Text(0), a.Text(1), JsonTextFamily.Read(c, a.Text(2), out _))),
        Builtin.Nondeterministic(
            "io.jwt.encode_sign",
            "object[string: any], object[string: any], object[string: any] -> string",
            static (c, a) => Sign(c, Json(c, a[0]), Json(c, a[1]), a[2])),
        Verify("io.jwt.verify_eddsa", "EdDSA"),
    ];

    private static Builtin Verify(string name, string algorithm) => Builtin.Of(name, "string, string -> boolean", (context, arguments) =>
    {
        var token = SignedToken.Split(context, arguments.Text(0));
        var keys = TokenKeys.Read(context, arguments.Text(1));
        var signature = token.ReadHeader().Signature();
        return RegoBoolean.Of(TokenConstraints.AnyVerifies(context, keys, TokenAlgorithm.Find(algorithm)!, token, signature));
    });

    private static Builtin VerifySecret(string name, string algorithm) =>
        Builtin.Of(name, "string, string -> boolean", (context, arguments) =>
        {
            var token = SignedToken.Split(context, arguments.Text(0));
            var key = new TokenKey { Secret = Encoding.UTF8.GetBytes(arguments.Text(1)) };
            return RegoBoolean.Of(TokenAlgorithm.Find(algorithm)!.Verifies(context, key, token.Signed, token.Signature()));
        });

    private static RegoArray Decode(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(0);
        while (true)
        {
            var token = SignedToken.Split(context, text).ReadHeader();
            text = token.Payload();
            if (!token.IsNested)
            {
                var claims = SignedToken.Claims(context, text);
                return RegoArray.Of(token.Header, claims, RegoString.Of(Convert.ToHexStringLower(token.Signature())));
            }

            // Some issuers write the inner token as a JSON string.
            text = text is ['"', .., '"'] ? text[1..^1] : text;
        }
    }

    private static RegoArray DecodeVerify(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var constraints = TokenConstraints.Read(context, (RegoObject)arguments[1]);
        var text = arguments.Text(0);
        SignedToken token;
        do
        {
            token = SignedToken.Split(context, text).ReadHeader();
            if (!constraints.Signed(token))
            {
                return RegoArray.Of(RegoBoolean.False, RegoObject.Empty, RegoObject.Empty);
            }

            text = token.Payload();
        }
        while (token.IsNested);

        var claims = SignedToken.Claims(context, text);
        return constraints.Accepts(claims)
            ? RegoArray.Of(RegoBoolean.True, token.Header, claims)
            : RegoArray.Of(RegoBoolean.False, RegoObject.Empty, RegoObject.Empty);
    }

    private static string Json(BuiltinContext context, RegoValue value)
    {
        context.Charge(ValueSize.Of(value, context.Meter));
        return JsonWriter.Marshal(value);
    }

    private static RegoString Sign(BuiltinContext context, string header, string payload, RegoValue? jwk)
    {
        context.Charge((header.Length + (long)payload.Length) * 4);
        var (algorithm, type) = ReadHeader(context, header);
        var found = TokenAlgorithm.Find(algorithm)
            ?? throw BuiltinException.Failed($"unknown signature algorithm: unknown JWS algorithm: {algorithm}");
        if (type is "" or "JWT" && JsonTextFamily.Read(context, payload, out _) is null)
        {
            throw BuiltinException.Failed("type is JWT but payload is not JSON");
        }

        var key = TokenKeys.OfJwk(jwk as RegoObject ?? throw BuiltinException.Failed("failed to parse a JWK key (set)"));
        var text =
            $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        var signature = found.Sign(context, key, Encoding.UTF8.GetBytes(text))
            ?? throw BuiltinException.Failed($"failed to sign: the key does not fit {algorithm}");
        return RegoString.Of($"{text}.{Base64Url.EncodeToString(signature)}");
    }

    // The messages hold the words of old and of new releases, since policies' tests look for either.
    private static (string Algorithm, string Type) ReadHeader(BuiltinContext context, string header)
    {
        const string Missing = "missing or invalid 'alg' header: ";
        const string NotFound = Missing + "jwsbb: header \"alg\" not found: ";
        if (JsonTextFamily.Read(context, header, out var fault) is not RegoObject json)
        {
            throw BuiltinException.Failed(
                $"{(header.StartsWith('{') ? $"{Missing}cannot parse JSON: " : NotFound)}invalid character: {fault}");
        }

        var algorithm = json.Get(RegoString.Of("alg")) as RegoString
            ?? throw BuiltinException.Failed(NotFound + "unsupported signature algorithm");
        RequireKinds(json);
        return (algorithm.Value, (json.Get(RegoString.Of("typ")) as RegoString)?.Value ?? string.Empty);
    }

    // RFC 7515, section 4.1: what these say is text, and what must be understood is a list of names.
    private static void RequireKinds(RegoObject header)
    {
        foreach (var name in TextHeaders)
        {
            if (header.Get(RegoString.Of(name)) is { } value and not (RegoString or RegoNull))
            {
                throw BuiltinException.Failed($"header {name} must be a string but is {OperandKinds.NameOf(value.Kind)}");
            }
        }

        if (header.Get(RegoString.Of("crit")) is { } names and not RegoNull
            && !(names is RegoArray array && Array.TrueForAll(array.Items.ToArray(), static one => one is RegoString)))
        {
            throw BuiltinException.Failed("header crit must be a list of strings");
        }
    }
}
