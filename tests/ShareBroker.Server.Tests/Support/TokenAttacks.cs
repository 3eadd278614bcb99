using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ShareBroker.Server.Tests.Support;

/// <summary>Tokens that must not be taken, by the class of attack.</summary>
internal static class TokenAttacks
{
    /// <summary>Classes of the corpus that are no single token, with where they are held.</summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sub-agency-swap"] = "A_token_over_another_agencys_connection_is_refused",
        ["header-cert"] = "A_certificate_in_a_header_is_ignored",
        ["many-auth"] = "Two_tokens_are_none",
        ["revoked"] = "An_agency_without_its_certificate_is_nobody_from_the_next_call_on",
        ["replay-jti"] = "no scope is single-use: a token is bound to a certificate and lives for minutes",
        ["kid-unknown-flood"] = "keys are pinned files: nothing is fetched",
        ["rsa-huge-e"] = "only P-256 keys are read from a key file",
        ["es-curve-swap"] = "only P-256 keys are read from a key file",
        ["ps-vs-rs"] = "only ES256 is taken",
    };

    public static IReadOnlyDictionary<string, Func<TokenForge, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<TokenForge, IEnumerable<string>>>(StringComparer.Ordinal)
        {
            ["none-lower"] = static forge => [Unsigned(forge, "none")],
            ["none-case"] = static forge => [Unsigned(forge, "None"), Unsigned(forge, "nOnE"), forge.WithHeader(h => h["alg"] = "NONE")],
            ["alg-missing"] = static forge => [forge.WithHeader(static h => h.Remove("alg"))],
            ["alg-array"] = static forge =>
                [forge.WithHeader(static h => h["alg"] = new JsonArray("ES256")), forge.WithHeader(static h => h["alg"] = null)],
            ["rs-to-hs"] = static forge =>
            [
                forge.Hmac(Encoding.ASCII.GetBytes(forge.Key.ExportSubjectPublicKeyInfoPem())),
                forge.Hmac(Encoding.ASCII.GetBytes(forge.Key.ExportSubjectPublicKeyInfoPem() + "\n")),
            ],
            ["es-to-hs"] = static forge => [forge.Hmac(forge.Key.ExportSubjectPublicKeyInfo()), forge.Hmac([])],
            ["psychic"] = static forge => [Resigned(forge, new byte[64]), Resigned(forge, Enumerable.Repeat((byte)0xFF, 64).ToArray())],
            ["sig-trunc"] = static forge => Enumerable.Range(0, 64).Select(at => Flipped(forge, at))
                .Append(Resigned(forge, new byte[63])).Append(Resigned(forge, new byte[65])).Append(Resigned(forge, [])),
            ["sig-b64"] = static forge => [forge.Good() + "=", forge.Good() + "==", forge.Good() + " ", forge.Good()[..^1] + "B"],
            ["sig-strip"] = static forge => [Parts(forge, 2), Parts(forge, 2) + ".", forge.Good() + ".x", forge.Good() + ".x.y.z"],
            ["jwk-embedded"] = static forge => [forge.WithHeader(static h => h["jwk"] = new JsonObject { ["kty"] = "EC" })],
            ["jku"] = static forge => [forge.WithHeader(static h => h["jku"] = "https://127.0.0.1:9/jwks")],
            ["x5u"] = static forge => [forge.WithHeader(static h => h["x5u"] = "https://127.0.0.1:9/x")],
            ["x5c"] = static forge => [forge.WithHeader(static h => h["x5c"] = new JsonArray("MIIB"))],
            ["kid-path"] = static forge => [forge.WithHeader(static h => h["kid"] = "../../../../dev/null"), forge.Hmac([])],
            ["kid-sql"] = static forge => [forge.WithHeader(static h => h["kid"] = "' UNION SELECT 'x' --")],
            ["kid-cmd"] = static forge => [forge.WithHeader(static h => h["kid"] = "|/usr/bin/id")],
            ["kid-huge"] = static forge =>
            [
                forge.WithHeader(static h => h["kid"] = new string('k', 5_000)),
                forge.WithHeader(static h => h["kid"] = "a\u0000b"),
                forge.Sign($$"""{"alg":"ES256","kid":"\ud800","typ":"at+jwt"}""", forge.Payload().ToJsonString()),
            ],
            ["crit"] = static forge =>
            [
                forge.WithHeader(static h => h["crit"] = new JsonArray("b64")),
                forge.WithHeader(static h => h["crit"] = new JsonArray()),
                forge.WithHeader(static h => h["b64"] = false),
            ],
            ["zip"] = static forge => [forge.WithHeader(static h => h["zip"] = "DEF")],
            ["jwe-for-jws"] = static forge => [$"{TokenForge.Url("""{"alg":"ECDH-ES","enc":"A128GCM"}""")}.AA.AA.AA.AA"],
            ["nested"] = static forge => [forge.WithHeader(static h => h["cty"] = "JWT")],
            ["typ-id-token"] = static forge =>
            [
                forge.WithHeader(static h => h["typ"] = "JWT"), forge.WithHeader(static h => h.Remove("typ")),
                forge.WithHeader(static h => h["typ"] = "logout+jwt"),
            ],
            ["cross-jwt"] = static forge => [forge.WithHeader(static h => h["typ"] = "sharebroker-receipt+sd-jwt")],
            ["dup-claim"] = static forge =>
            [
                forge.Sign(forge.Header().ToJsonString(), forge.Payload().ToJsonString()[..^1] + ",\"sub\":\"p-18\"}"),
                forge.Sign(forge.Header().ToJsonString(), forge.Payload().ToJsonString()[..^1] + ",\"\\u0061ud\":\"sharebroker\"}"),
                forge.Sign(forge.Header().ToJsonString()[..^1] + ",\"alg\":\"ES256\"}", forge.Payload().ToJsonString()),
            ],
            ["json-trailing"] = static forge =>
            [
                forge.Sign(forge.Header().ToJsonString(), forge.Payload().ToJsonString() + "x"),
                forge.Sign(forge.Header().ToJsonString(), "\uFEFF" + forge.Payload().ToJsonString()),
                forge.Sign(forge.Header().ToJsonString(), forge.Payload().ToJsonString() + "\0"),
                forge.Sign(forge.Header().ToJsonString(), forge.Payload().ToJsonString() + "{}"),
            ],
            ["json-depth"] = static forge =>
                [forge.Sign(forge.Header().ToJsonString(), forge.Payload().ToJsonString()[..^1] + ",\"x\":"
                    + new string('[', 2_000) + "}")],
            ["num-float"] = static forge => new[] { "1e400", "\"2099\"", "-1", "1900000000.5", "99999999999999999999", "null" }.Select(
                number => forge.Sign(forge.Header().ToJsonString(), Raw(forge, "exp", number))),
            ["aud-mismatch"] = static forge =>
            [
                forge.WithPayload(static p => p["aud"] = "other"), forge.WithPayload(static p => p["aud"] = "sharebroke"),
                forge.WithPayload(static p => p["aud"] = new JsonArray("sharebroker", "other")),
                forge.WithPayload(static p => p.Remove("aud")),
            ],
            ["iss-mismatch"] = static forge =>
            [
                forge.WithPayload(static p => p["iss"] = "https://127.0.0.1:1"),
                forge.WithPayload(static p => p["iss"] = (string)p["iss"]! + "/"),
                forge.WithPayload(static p => p["iss"] = ((string)p["iss"]!).ToUpperInvariant()),
                forge.WithPayload(static p => p.Remove("iss")),
            ],
            ["cnf-missing"] = static forge =>
                [forge.WithPayload(static p => p.Remove("cnf")), forge.WithPayload(static p => p["cnf"] = new JsonObject())],
            ["cnf-wrong"] = static forge =>
            [
                Bound(forge, Base64Url.EncodeToString(new byte[32])), Bound(forge, Base64Url.EncodeToString(new byte[20])),
                Bound(forge, ""),
                Bound(forge, Convert.ToHexStringLower(new byte[32])),
            ],
            ["cnf-rotated"] = static forge => [Bound(forge, Base64Url.EncodeToString(SHA256.HashData("renewed"u8)))],
            ["exp-edge"] = static forge =>
            [
                Timed(forge, issued: -300, expires: -31), Timed(forge, issued: 90, expires: 200),
                forge.WithPayload(static p => p.Remove("exp")),
                forge.WithPayload(static p => p["nbf"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 90),
                Timed(forge, issued: 0, expires: -1),
            ],
            ["lifetime-long"] = static forge => [Timed(forge, issued: 0, expires: 86_400)],
            ["size"] = static forge => [forge.WithPayload(static p => p["pad"] = new string('x', 8 * 1024))],
        };

    private static string Unsigned(TokenForge forge, string algorithm)
    {
        var header = forge.Header();
        header["alg"] = algorithm;
        return $"{TokenForge.Url(header.ToJsonString())}.{TokenForge.Url(forge.Payload().ToJsonString())}.";
    }

    private static string Parts(TokenForge forge, int count) => string.Join('.', forge.Good().Split('.').Take(count));

    private static string Resigned(TokenForge forge, byte[] signature) => $"{Parts(forge, 2)}.{Base64Url.EncodeToString(signature)}";

    private static string Flipped(TokenForge forge, int at)
    {
        var parts = forge.Good().Split('.');
        var signature = Base64Url.DecodeFromChars(parts[2]);
        signature[at] ^= 1;
        return $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Raw(TokenForge forge, string member, string value)
    {
        var payload = forge.Payload();
        payload.Remove(member);
        return $"{payload.ToJsonString()[..^1]},\"{member}\":{value}}}";
    }

    private static string Bound(TokenForge forge, string thumbprint) =>
        forge.WithPayload(payload => payload["cnf"] = new JsonObject { ["x5t#S256"] = thumbprint });

    private static string Timed(TokenForge forge, int issued, int expires) => forge.WithPayload(payload =>
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        payload["iat"] = now + issued;
        payload["nbf"] = now + issued;
        payload["exp"] = now + expires;
    });
}
