using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ShareBroker.Server.Door;

/// <summary>
/// Reads a compact JWS access token (RFC 7515, RFC 9068) before any key is touched: size, alphabet, members, types. The header may hold
/// <c>alg</c>, <c>typ</c> and <c>kid</c> and nothing else, so no key can be embedded, referenced or smuggled in by <c>crit</c>.
/// </summary>
internal static class TokenReader
{
    /// <summary>The longest token, in characters.</summary>
    public const int TokenCharactersMax = 8 * 1024;

    private const string Scheme = "Bearer ";
    private const int DepthMax = 8;
    private const int TextCharactersMax = 256;
    private const int ThumbprintBytes = 32;
    private const int SignatureBytes = 64;
    private const long Year10000 = 253_402_300_800;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = DepthMax };

    /// <summary>The token of an <c>authorization</c> header; false when it is not exactly one well-formed token.</summary>
    public static bool TryRead(string? authorization, [NotNullWhen(true)] out PresentedToken? token)
    {
        token = null;
        if (authorization is null
            || authorization.Length > Scheme.Length + TokenCharactersMax
            || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var text = authorization[Scheme.Length..];
        var parts = text.Split('.', 4);
        if (parts.Length != 3
            || !TryDecode(parts[0], out var header)
            || !TryDecode(parts[1], out var payload)
            || !TryDecode(parts[2], out var signature)
            || signature.Length != SignatureBytes)
        {
            return false;
        }

        try
        {
            using var headerJson = JsonDocument.Parse(header, Strict);
            using var payloadJson = JsonDocument.Parse(payload, Strict);
            token = HasPlainHeader(headerJson.RootElement) ? Claims(text, payloadJson.RootElement) : null;
            return token is not null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: a text with a lone surrogate, or a member of another type.
            return false;
        }
    }

    private static bool HasPlainHeader(JsonElement header)
    {
        if (header.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        string? algorithm = null;
        string? type = null;
        string? keyId = null;
        foreach (var member in header.EnumerateObject())
        {
            switch (member.Name)
            {
                case "alg":
                    algorithm = member.Value.GetString();
                    break;
                case "typ":
                    type = member.Value.GetString();
                    break;
                case "kid":
                    keyId = Plain(member.Value);
                    break;
                default:
                    return false;
            }
        }

        return algorithm == "ES256" && type is "at+jwt" or "application/at+jwt" && keyId is not null;
    }

    private static PresentedToken? Claims(string text, JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object
            || Text(payload, "iss") is not { } issuer
            || Audience(payload) is not { } audience
            || Text(payload, "sub") is not { } subject
            || Text(payload, "agency") is not { } agency
            || Text(payload, "role") is not { } role
            || Text(payload, "jti") is null
            || Certificate(payload) is not { } certificate
            || Seconds(payload, "iat") is not { } issuedAt
            || Seconds(payload, "exp") is not { } expires)
        {
            return null;
        }

        var unit = payload.TryGetProperty("unit", out _) ? Text(payload, "unit") : "";
        var notBefore = payload.TryGetProperty("nbf", out _) ? Seconds(payload, "nbf") : issuedAt;
        if (unit is null || notBefore is null)
        {
            return null;
        }

        return new PresentedToken
        {
            Text = text,
            Issuer = issuer,
            Audience = audience,
            Subject = subject,
            Agency = agency,
            Role = role,
            Unit = unit,
            Certificate = certificate,
            IssuedAt = issuedAt,
            Expires = expires,
            NotBefore = notBefore.Value,
        };
    }

    private static string? Audience(JsonElement payload)
    {
        if (!payload.TryGetProperty("aud", out var audience))
        {
            return null;
        }

        // Several audiences would make the token good at another house too.
        var one = audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() == 1 ? audience[0] : audience;
        return Plain(one);
    }

    private static byte[]? Certificate(JsonElement payload)
    {
        if (!payload.TryGetProperty("cnf", out var confirmation)
            || confirmation.ValueKind != JsonValueKind.Object
            || Text(confirmation, "x5t#S256") is not { } thumbprint)
        {
            return null;
        }

        return TryDecode(thumbprint, out var octets) && octets.Length == ThumbprintBytes ? octets : null;
    }

    private static string? Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? Plain(value) : null;

    private static string? Plain(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is { Length: > 0 and <= TextCharactersMax } && !text.Any(char.IsControl) ? text : null;
    }

    private static long? Seconds(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var seconds)
        && seconds is > 0 and < Year10000
            ? seconds
            : null;

    // Only the one canonical spelling: no padding, no white space, no other alphabet, no stray bits at the end.
    private static bool TryDecode(string text, out byte[] octets)
    {
        octets = [];
        if (text.Length == 0 || text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
        {
            return false;
        }

        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, buffer, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        octets = buffer[..written];
        return Base64Url.EncodeToString(octets) == text;
    }
}
