using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Tokens;

/// <summary>Reads the keys in one PEM block (certificate or public key), one JWK or a set of JWKs.</summary>
internal static class TokenKeys
{
    private const string EdwardsOid = "1.3.101.112";
    private const string NoKey = "failed to parse a JWK key (set)";

    /// <summary>The keys of a text.</summary>
    /// <exception cref="BuiltinException">The text is neither PEM nor JWK, or holds more than one block.</exception>
    public static TokenKey[] Read(BuiltinContext context, string text)
    {
        context.Charge(text.Length * 4L);
        if (!PemEncoding.TryFind(text, out var block))
        {
            return ReadJson(context, text);
        }

        var rest = text[block.Location.End..].TrimStart(' ', '\t', '\r');
        if (rest is not ("" or "\n"))
        {
            throw BuiltinException.Failed("extra data after a PEM certificate block");
        }

        var der = Convert.FromBase64String(text[block.Base64Data]);
        return text[block.Label] switch
        {
            "CERTIFICATE" => [OfCertificate(der)],
            "PUBLIC KEY" => [OfPublicKey(der)],
            _ => throw BuiltinException.Failed("failed to extract a Key from the PEM certificate"),
        };
    }

    /// <summary>The key of one JWK.</summary>
    /// <exception cref="BuiltinException">The value is not a key of a known type.</exception>
    public static TokenKey OfJwk(RegoObject jwk)
    {
        var key = new TokenKey { Algorithm = Text(jwk, "alg") ?? string.Empty, Id = Text(jwk, "kid") ?? string.Empty };
        return Text(jwk, "kty") switch
        {
            // Without a secret the key is an empty one, with which nothing that was signed verifies.
            "oct" => key with { Secret = jwk.Get(RegoString.Of("k")) is null or RegoString { Value: "" } ? [] : Bytes(jwk, "k") },
            "RSA" => key with { Rsa = RsaOf(jwk) },
            "EC" => key with { Curve = CurveOf(jwk) },
            "OKP" when Text(jwk, "crv") == "Ed25519" => key with
            {
                Edwards = Exact(Bytes(jwk, "x")),
                EdwardsSeed = jwk.Get(RegoString.Of("d")) is null ? null : Exact(Bytes(jwk, "d")),
            },
            "OKP" => key,
            _ => throw BuiltinException.Failed(NoKey),
        };
    }

    /// <summary>Reads base64url, with or without padding (RFC 4648 §5).</summary>
    public static bool TryDecode(string text, out byte[] bytes, out int faultAt)
    {
        var padded = text.EndsWith('=') || text.Length % 4 == 0 ? text : text.PadRight(text.Length + 4 - (text.Length % 4), '=');
        return Base64Text.TryDecode(padded, url: true, out bytes, out faultAt);
    }

    private static TokenKey[] ReadJson(BuiltinContext context, string text)
    {
        if (JsonTextFamily.Read(context, text, out _) is not RegoObject json)
        {
            throw BuiltinException.Failed(NoKey);
        }

        if (json.Get(RegoString.Of("keys")) is not { } set)
        {
            return [OfJwk(json)];
        }

        if (set is not RegoArray { Count: > 0 } keys)
        {
            throw BuiltinException.Failed(NoKey);
        }

        var result = new TokenKey[keys.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = keys[i] is RegoObject jwk ? OfJwk(jwk) : throw BuiltinException.Failed(NoKey);
        }

        return result;
    }

    private static RSAParameters RsaOf(RegoObject jwk)
    {
        var key = new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") };
        if (jwk.Get(RegoString.Of("d")) is not null)
        {
            var half = (key.Modulus.Length + 1) / 2;
            key.D = Fixed(Bytes(jwk, "d"), key.Modulus.Length);
            key.P = Fixed(Bytes(jwk, "p"), half);
            key.Q = Fixed(Bytes(jwk, "q"), half);
            key.DP = Fixed(Bytes(jwk, "dp"), half);
            key.DQ = Fixed(Bytes(jwk, "dq"), half);
            key.InverseQ = Fixed(Bytes(jwk, "qi"), half);
        }

        return key;
    }

    private static ECParameters CurveOf(RegoObject jwk)
    {
        var (curve, size) = Text(jwk, "crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => throw BuiltinException.Failed(NoKey),
        };
        return new ECParameters
        {
            Curve = curve,
            Q = new ECPoint { X = Fixed(Bytes(jwk, "x"), size), Y = Fixed(Bytes(jwk, "y"), size) },
            D = jwk.Get(RegoString.Of("d")) is null ? null : Fixed(Bytes(jwk, "d"), size),
        };
    }

    private static TokenKey OfCertificate(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return new TokenKey { Rsa = rsa.ExportParameters(includePrivateParameters: false) };
            }

            using var curve = certificate.GetECDsaPublicKey();
            return curve is null ? OfEdwards(certificate.PublicKey)
                : new TokenKey { Curve = curve.ExportParameters(includePrivateParameters: false) };
        }
        catch (CryptographicException)
        {
            throw BuiltinException.Failed("failed to parse a PEM certificate");
        }
    }

    private static TokenKey OfPublicKey(byte[] der)
    {
        try
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(der, out _);
            using var rsa = key.GetRSAPublicKey();
            if (rsa is not null)
            {
                return new TokenKey { Rsa = rsa.ExportParameters(includePrivateParameters: false) };
            }

            using var curve = key.GetECDsaPublicKey();
            return curve is null ? OfEdwards(key) : new TokenKey { Curve = curve.ExportParameters(includePrivateParameters: false) };
        }
        catch (CryptographicException)
        {
            throw BuiltinException.Failed("failed to parse a PEM public key");
        }
    }

    private static TokenKey OfEdwards(PublicKey key) => key.Oid.Value == EdwardsOid && key.EncodedKeyValue.RawData is var raw
        ? new TokenKey { Edwards = Exact(raw) }
        : new TokenKey();

    private static string? Text(RegoObject jwk, string name) => (jwk.Get(RegoString.Of(name)) as RegoString)?.Value;

    private static byte[] Bytes(RegoObject jwk, string name) =>
        Text(jwk, name) is { } text && TryDecode(text, out var bytes, out _) && bytes.Length > 0
            ? bytes
            : throw BuiltinException.Failed(NoKey);

    private static byte[] Exact(byte[] key) => key.Length == EdwardsCurve.KeyBytes ? key : throw BuiltinException.Failed(NoKey);

    // Big-endian, filled with zeros on the left: the platform wants every part at full length.
    private static byte[] Fixed(byte[] bytes, int length)
    {
        var significant = bytes.AsSpan().TrimStart((byte)0);
        if (significant.Length > length)
        {
            throw BuiltinException.Failed(NoKey);
        }

        var result = new byte[length];
        significant.CopyTo(result.AsSpan(length - significant.Length));
        return result;
    }
}
