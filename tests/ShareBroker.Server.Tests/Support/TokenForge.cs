using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace ShareBroker.Server.Tests.Support;

/// <summary>Makes tokens with the issuer's true key, right in everything but what a test spoils.</summary>
internal sealed class TokenForge(ECDsa key, string issuer, string agency, X509Certificate2 certificate)
{
    public string KeyId { get; } = Thumbprint(key);

    public ECDsa Key => key;

    public static string Url(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public JsonObject Header() => new() { ["alg"] = "ES256", ["kid"] = KeyId, ["typ"] = "at+jwt" };

    public JsonObject Payload()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = issuer,
            ["aud"] = "sharebroker",
            ["sub"] = "p-17",
            ["agency"] = agency,
            ["role"] = "member",
            ["jti"] = "token-1",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 120,
            ["cnf"] = new JsonObject { ["x5t#S256"] = Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)) },
        };
    }

    public string Good() => Sign(Header().ToJsonString(), Payload().ToJsonString());

    public string WithHeader(Action<JsonObject> change)
    {
        var header = Header();
        change(header);
        return Sign(header.ToJsonString(), Payload().ToJsonString());
    }

    public string WithPayload(Action<JsonObject> change)
    {
        var payload = Payload();
        change(payload);
        return Sign(Header().ToJsonString(), payload.ToJsonString());
    }

    public string Sign(string header, string payload)
    {
        var signed = $"{Url(header)}.{Url(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public string Hmac(byte[] secret)
    {
        var header = Header();
        header["alg"] = "HS256";
        var signed = $"{Url(header.ToJsonString())}.{Url(Payload().ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Thumbprint(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        return Base64Url.EncodeToString(SHA256.HashData(
            Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
    }
}
