using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Issuer;

/// <summary>Writes access tokens (RFC 9068) that are bound to a certificate (RFC 8705).</summary>
internal sealed class TokenWriter(BuiltinIssuer settings, string audience, IssuerKey key, TimeProvider time, RandomNumberGenerator random)
{
    private const int TokenIdBytes = 16;

    /// <summary>Seconds for which a token lives.</summary>
    public int LifetimeSeconds => settings.LifetimeSeconds;

    /// <summary>A signed token.</summary>
    public string Write(TokenWish wish)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var tokenId = new byte[TokenIdBytes];
        random.GetBytes(tokenId);
        var header = Json(writer =>
        {
            writer.WriteString("alg", "ES256");
            writer.WriteString("kid", key.Id);
            writer.WriteString("typ", "at+jwt");
        });
        var payload = Json(writer =>
        {
            writer.WriteString("iss", settings.Issuer);
            writer.WriteString("aud", audience);
            writer.WriteString("sub", wish.Person);
            writer.WriteString("client_id", wish.Agency);
            writer.WriteString("agency", wish.Agency);
            writer.WriteString("role", wish.Role);
            if (wish.Unit.Length > 0)
            {
                writer.WriteString("unit", wish.Unit);
            }

            writer.WriteString("jti", Base64Url.EncodeToString(tokenId));
            writer.WriteNumber("iat", now);
            writer.WriteNumber("nbf", now);
            writer.WriteNumber("exp", now + settings.LifetimeSeconds);
            writer.WriteStartObject("cnf");
            writer.WriteString("x5t#S256", wish.CertificateThumbprint);
            writer.WriteEndObject();
        });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static byte[] Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
