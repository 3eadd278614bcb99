using System.Buffers.Text;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using ShareBroker.Rego.Builtins.Tokens;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>A private key as a policy may see it: with all its numbers, as a JWK (RFC 7517), and its public half.</summary>
internal sealed record PrivateKey(RegoValue Shown, RegoValue Jwk, CertificateKey Public)
{
    private const int ModulusBitsMax = 16384;
    private const string Malformed = "x509: failed to parse private key";

    /// <summary>The keys of a PEM text, which may stand in base64; blocks of another kind are passed over.</summary>
    /// <exception cref="BuiltinException">A block with the label of a key holds none.</exception>
    public static List<PrivateKey> ReadAll(BuiltinContext context, string text)
    {
        context.Charge(text.Length);
        if (Base64Text.TryDecode(text, url: false, out var decoded, out _))
        {
            text = System.Text.Encoding.Latin1.GetString(decoded);
        }

        var keys = new List<PrivateKey>();
        foreach (var block in PemBlock.ReadAll(context, text))
        {
            if (block.Label is "RSA PRIVATE KEY" or "PRIVATE KEY" or "EC PRIVATE KEY")
            {
                keys.Add(Read(context, block));
            }
        }

        return keys;
    }

    /// <summary>The key in one block.</summary>
    public static PrivateKey Read(BuiltinContext context, PemBlock block)
    {
        // Numbers are multiplied and printed, which takes time by the square of their length.
        context.Meter.Work(1000 + ((long)block.Bytes.Length * block.Bytes.Length / 256));
        context.Charge(block.Bytes.Length * 32L);
        return Der.Guard(Malformed, () => block.Label switch
        {
            "RSA PRIVATE KEY" => OfRsa(Der.Reader(block.Bytes).ReadSequence()),
            "EC PRIVATE KEY" => OfCurve(Der.Reader(block.Bytes).ReadSequence(), null),
            _ => OfPkcs8(context, Der.Reader(block.Bytes).ReadSequence()),
        });
    }

    private static PrivateKey OfPkcs8(BuiltinContext context, AsnReader info)
    {
        Der.ReadSmall(info);
        var algorithm = info.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        var inner = Der.Reader(info.ReadOctetString());
        return oid switch
        {
            "1.2.840.113549.1.1.1" => OfRsa(inner.ReadSequence()),
            "1.2.840.10045.2.1" => OfCurve(inner.ReadSequence(), algorithm.ReadObjectIdentifier()),
            "1.3.101.112" => OfEdwards(context, inner.ReadOctetString()),
            _ => throw BuiltinException.Failed($"x509: PKCS#8 wrapping contained private key with unknown algorithm: {oid}"),
        };
    }

    private static PrivateKey OfRsa(AsnReader key)
    {
        var version = Der.ReadSmall(key);
        var numbers = new BigInteger[8];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = key.ReadInteger();
            if (numbers[i].Sign <= 0 || numbers[i].GetBitLength() > ModulusBitsMax)
            {
                throw new AsnContentException("a number of the key is not positive or too large");
            }
        }

        key.ThrowIfNotEmpty();
        var (n, e, d, p, q) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        // What follows from the others is computed; where it is written wrongly that does not count.
        var (dp, dq) = (d % (p - 1), d % (q - 1));
        var inverse = ((q * numbers[7]) % p).IsOne ? numbers[7] : BigInteger.ModPow(q, p - 2, p);
        if (version != 0 || n != p * q || !(((e * d) - 1) % (p - 1)).IsZero || !(((e * d) - 1) % (q - 1)).IsZero
            || !((q * inverse) % p).IsOne)
        {
            throw BuiltinException.Failed("crypto/rsa: the numbers of the key do not belong together");
        }

        var shown = Der.Object(
            ("N", Der.Number(n)), ("E", Der.Number(e)), ("D", Der.Number(d)),
            ("Primes", RegoArray.Of(Der.Number(p), Der.Number(q))),
            ("Precomputed", Der.Object(
                ("Dp", Der.Number(dp)), ("Dq", Der.Number(dq)), ("Qinv", Der.Number(inverse)), ("CRTValues", RegoArray.Empty))));
        var jwk = Der.Object(
            ("kty", RegoString.Of("RSA")), ("n", Url(n)), ("e", Url(e)), ("d", Url(d)), ("p", Url(p)), ("q", Url(q)),
            ("dp", Url(dp)), ("dq", Url(dq)), ("qi", Url(inverse)));
        var half = Der.Object(("N", Der.Number(n)), ("E", Der.Number(e)));
        return new PrivateKey(shown, jwk, new CertificateKey(CertificateKey.RsaKey, half));
    }

    private static PrivateKey OfCurve(AsnReader key, string? curveOid)
    {
        Der.ReadSmall(key);
        var secret = key.ReadOctetString();
        if (key.HasData && key.PeekTag().HasSameClassAndValue(Der.Context(0)))
        {
            curveOid = key.ReadSequence(Der.Context(0, isConstructed: true)).ReadObjectIdentifier();
        }

        var (curve, size) = CertificateKey.Curve(curveOid ?? string.Empty) ?? throw new AsnContentException("unknown curve");
        var scalar = new byte[size];
        var significant = secret.AsSpan().TrimStart((byte)0);
        significant.CopyTo(scalar.AsSpan(size - significant.Length));
        var point = PublicPoint(new ECParameters { Curve = curve, D = scalar });
        var (x, y) = (CertificateKey.Number(point.X), CertificateKey.Number(point.Y));
        var shown = Der.Object(("Curve", RegoObject.Empty), ("D", CertificateKey.Number(scalar)), ("X", x), ("Y", y));
        var jwk = Der.Object(
            ("kty", RegoString.Of("EC")), ("crv", RegoString.Of(size == 66 ? "P-521" : $"P-{size * 8}")),
            ("x", Url(point.X!)), ("y", Url(point.Y!)), ("d", Url(scalar)));
        var half = Der.Object(("Curve", RegoObject.Empty), ("X", x), ("Y", y));
        return new PrivateKey(shown, jwk, new CertificateKey(CertificateKey.CurveKey, half));
    }

    private static ECPoint PublicPoint(ECParameters secret)
    {
        try
        {
            using var key = ECDsa.Create(secret);
            return key.ExportParameters(includePrivateParameters: false).Q;
        }
        catch (CryptographicException error)
        {
            throw new AsnContentException("the private number does not fit the curve", error);
        }
    }

    private static PrivateKey OfEdwards(BuiltinContext context, byte[] seed)
    {
        if (seed.Length != EdwardsCurve.KeyBytes)
        {
            throw new AsnContentException("an Ed25519 key has the wrong length");
        }

        var point = EdwardsCurve.PublicKey(context, seed);
        var jwk = Der.Object(
            ("kty", RegoString.Of("OKP")), ("crv", RegoString.Of("Ed25519")), ("x", Url(point)), ("d", Url(seed)));
        return new PrivateKey(Der.Bytes([.. seed, .. point]), jwk, new CertificateKey(CertificateKey.EdwardsKey, Der.Bytes(point)));
    }

    private static RegoValue Url(byte[] bytes) => RegoString.Of(Base64Url.EncodeToString(bytes));

    private static RegoValue Url(BigInteger number) => Url(number.ToByteArray(isUnsigned: true, isBigEndian: true));
}
